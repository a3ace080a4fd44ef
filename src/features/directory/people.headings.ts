/** Names of one rank in several languages, folded and without spaces and signs (`#` is `number`). */
type Rank = { nl?: string; en?: string; de?: string; fr?: string };

function names(...ranks: readonly Rank[]): readonly string[] {
  const all = ranks.flatMap((rank) => Object.values(rank).flatMap((text) => text.split(' ')));
  return [...new Set(all)];
}

/** What the exports of HR systems call each field, the most exact names first. docs/imports.md says which product writes which. */
export const peopleHeadings = {
  employeeNumber: names(
    {
      nl: 'personeelsnummer personeelsnr personeelsnum persnr medewerkernummer medewerkersnummer medewerkernr medewerkercode medewerkerid werknemersnummer werknemernummer werknemernr stamnummer',
      en: 'employeenumber employeeno employeenr employeeid personnelnumber personnelno staffnumber staffid empnumber empno emplnumber emplno empid workerid workernumber payrollnumber payrollid',
      de: 'personalnummer personalnr mitarbeiternummer mitarbeiternr mitarbeiterid',
      fr: 'matricule nomatricule numerodematricule numeromatricule matriculesalarie numerodusalarie numerodemploye numeroemploye identifiantemploye',
    },
    { nl: 'nummer nr', en: 'personid userid', fr: 'numero no' },
    { en: 'number id' },
  ),
  givenName: names(
    {
      nl: 'roepnaam voornaam',
      en: 'preferredfirstname preferredname givenname firstname forename legalfirstname',
      de: 'rufname vorname',
      fr: 'prenomusuel prenom',
    },
    { nl: 'voornamen', de: 'vornamen', fr: 'prenoms' },
  ),
  nameParticle: names({
    nl: 'tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels voorvoegselgeboortenaam',
    en: 'nameparticle particle surnameprefix lastnameprefix infix prefix',
    de: 'namenszusatz vorsatzwort',
    fr: 'particule',
  }),
  familyName: names(
    {
      nl: 'achternaam familienaam',
      en: 'preferredlastname familyname lastname surname legallastname',
      de: 'nachname familienname zuname',
      fr: 'nomdefamille nomusuel',
    },
    { nl: 'geslachtsnaam' },
  ),
  fullName: names(
    {
      nl: 'volledigenaam naammedewerker weergavenaam naamvoluit achternaamvoornaam naamvoornaam',
      en: 'fullname employeename displayname lastnamefirstname employeefullname workername',
      de: 'vollstandigername mitarbeitername nachnamevorname namevorname anzeigename',
      fr: 'nomcomplet nomprenom nometprenom',
    },
    { nl: 'naam medewerker werknemer', en: 'name worker employee', de: 'mitarbeiter', fr: 'nom salarie employe collaborateur' },
  ),
  email: names(
    {
      nl: 'emailzakelijk zakelijkeemail zakelijkemailadres zakelijkeemailadres emailadreszakelijk emailadreswerk emailwerk werkemail',
      en: 'workemail emailwork workemailaddress primaryworkemail emailprimarywork businessemail businessemailaddress companyemail',
      de: 'geschaftlicheemail emailgeschaftlich geschaftlicheemailadresse dienstlicheemail emaildienstlich',
      fr: 'emailprofessionnel emailpro courrielprofessionnel adressemailprofessionnelle adresseemailprofessionnelle',
    },
    { nl: 'emailadres', en: 'emailaddress email', de: 'emailadresse', fr: 'courriel adressemail adresseemail adresseelectronique' },
    { nl: 'mailadres', en: 'mail userprincipalname' },
  ),
  jobTitle: names(
    {
      nl: 'functie functietitel functienaam functieomschrijving',
      en: 'jobtitle businesstitle jobprofile job',
      de: 'stelle stellenbezeichnung berufsbezeichnung positionsbezeichnung tatigkeit',
      fr: 'poste intituledeposte intituleduposte fonction emploi',
    },
    { nl: 'titel', en: 'position title' },
  ),
  department: names(
    {
      nl: 'afdeling afdelingsnaam organisatieeenheid organisatorischeeenheid omschrijvingafdeling',
      en: 'department departmentname supervisoryorganization',
      de: 'abteilung organisationseinheit',
      fr: 'departement service',
    },
    { en: 'businessunit team division', de: 'bereich' },
  ),
  managerNumber: names(
    {
      nl: 'leidinggevendenr leidinggevendenummer nrleidinggevende nummerleidinggevende personeelsnummerleidinggevende medewerkernummerleidinggevende leidinggevendepersoneelsnummer',
      en: 'managernr managerno managernumber managerid managersid managersnumber manageremployeenumber manageremployeeid supervisornumber supervisorid supervisoremployeenumber reportstoemployeenumber',
      de: 'vorgesetztenummer vorgesetztennummer personalnummervorgesetzter vorgesetzterpersonalnummer vorgesetzterid',
      fr: 'matriculemanager matriculedumanager matriculeresponsable',
    },
    {
      nl: 'leidinggevende directeleidinggevende chef',
      en: 'manager linemanager directmanager supervisor reportsto reportingto workersmanager',
      de: 'vorgesetzter vorgesetzte direktervorgesetzter fuhrungskraft',
      fr: 'responsable responsablehierarchique superieurhierarchique superieur',
    },
  ),
  managerEmail: names({
    nl: 'leidinggevendeemail leidinggevendeemailadres emailleidinggevende emailadresleidinggevende',
    en: 'manageremail manageremailaddress managersemail linemanageremail supervisoremail reportstoemail',
    de: 'vorgesetzteremail emailvorgesetzter emaildesvorgesetzten',
    fr: 'emailmanager emaildumanager emailresponsable emailduresponsable',
  }),
  startedOn: names(
    {
      nl: 'datumindienst indienst datumindiensttreding indiensttreding indienstdatum indienstsinds indienstper datumindienstactueel begindatumdienstverband startdatumdienstverband',
      en: 'startedon hiredate dateofhire originalhiredate datestarted joined joindate joinedon joiningdate entrydate employmentstart employmentstartdate',
      de: 'eintrittsdatum eintritt einstellungsdatum beschaftigungsbeginn',
      fr: 'datedentree dateentree datedembauche dateembauche datedarrivee',
    },
    { nl: 'startdatum begindatum', en: 'startdate', de: 'startdatum', fr: 'datededebut' },
  ),
  endedOn: names(
    {
      nl: 'datumuitdienst uitdienst datumuitdiensttreding uitdiensttreding uitdienstdatum uitdienstper einddatumdienstverband laatstewerkdag',
      en: 'endedon leavingdate leavedate dateofleaving terminationdate terminatedon exitdate lastday lastdayofwork lastworkingday employmentend employmentenddate separationdate',
      de: 'austrittsdatum austritt letzterarbeitstag beschaftigungsende letzterbeschaftigungstag kundigungzum',
      fr: 'datedesortie datesortie datededepart datedepart dernierjourtravaille',
    },
    { nl: 'einddatum', en: 'enddate', de: 'enddatum', fr: 'datedefin' },
  ),
  contractEnd: names({
    nl: 'einddatumcontract contracteinddatum eindecontract contracteinde einddatumarbeidsovereenkomst',
    en: 'contractenddate contractend contractends contractexpirydate contractexpiry fixedtermenddate',
    de: 'vertragsende befristetbis befristungsende befristung enddatumvertrag',
    fr: 'findecontrat datefindecontrat datedefindecontrat datefincontrat',
  }),
  language: names(
    { nl: 'correspondentietaal voorkeurstaal', en: 'preferredlanguage', de: 'korrespondenzsprache', fr: 'languedecorrespondance' },
    { nl: 'taal', en: 'language locale', de: 'sprache', fr: 'langue' },
  ),
  organisation: names({
    nl: 'organisatie bureau bedrijf werkgever',
    en: 'organisation organization agency agencypartner company employer',
    de: 'unternehmen arbeitgeber firma',
    fr: 'entreprise societe employeur',
  }),
} as const;

export type PeopleField = keyof typeof peopleHeadings;
