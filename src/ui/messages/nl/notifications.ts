import type { notifications as english } from '../en/notifications.ts';

export const notifications = {
  digest: {
    answer: (p, f) => {
      const items = f.plural(p.items, 'ding vraagt', 'dingen vragen');
      if (p.late === 0) return `${items} je aandacht.`;
      if (p.items === 1) return `${items} je aandacht; het is te laat.`;
      if (p.late === p.items) return `${items} je aandacht; ze zijn allemaal te laat.`;
      return `${items} je aandacht; ${f.number(p.late)} ${p.late === 1 ? 'is' : 'zijn'} te laat.`;
    },
    more: (p, f) => `Op je startpagina ${f.pick(p.count, 'staat er', 'staan er')} nog ${f.number(p.count)}.`,
    open: 'Open Keyholder',
    accounts: 'Je accounts',
    account: 'Account',
    people: 'Wie kan erin',
    next: 'Volgende rotatie',
    none: 'geen',
    why: 'Je krijgt dit omdat deze accounts en taken in jouw handen zijn, of omdat wie ermee bezig is te laat of afwezig is. Hoogstens één zo’n mail per dag.',
  },
  entrance: {
    invited: 'Richt eerst je aanmelding in om het te openen: met de uitnodiging die je per mail kreeg.',
    shutOut: 'Je hebt nog geen toegang tot Keyholder: vraag een beheerder om een uitnodiging.',
  },
  invitation: {
    answer: (p) => `${p.by} nodigt je uit voor Keyholder.`,
    soft: (p) => `Kies een wachtwoord en koppel een authenticator-app. De link werkt één keer, tot ${p.until}.`,
    act: 'Aanvaard de uitnodiging',
  },
  return: {
    answer: (p) => `Welkom terug: ${p.by} laat je weer aanmelden.`,
    soft: (p) => `Je bent weer in dienst. Je begint zonder toegang. De link werkt één keer, tot ${p.until}.`,
    act: 'Kies een wachtwoord',
  },
  reset: {
    answer: () => 'Kies een nieuw wachtwoord voor Keyholder.',
    soft: (p) => `Je aanmelding is opnieuw ingesteld. De link werkt één keer, tot ${p.until}.`,
    act: 'Kies een wachtwoord',
  },
  passwordChanged: {
    answer: 'Je wachtwoord is gewijzigd.',
    soft: (p) => `Dat gebeurde op ${p.at}. Was jij dat niet, zeg het dan meteen aan een beheerder.`,
  },
  factorReplaced: {
    answer: 'Je authenticator-app is vervangen.',
    soft: (p) =>
      `Dat gebeurde op ${p.at}. De oude app en je vorige herstelcodes laten niemand meer binnen. Was jij dat niet, zeg het dan meteen aan een beheerder.`,
  },
  recoveryCodesMade: {
    answer: 'Er zijn nieuwe herstelcodes voor je gemaakt.',
    soft: (p) => `Dat gebeurde op ${p.at}. De vorige laten niemand meer binnen. Was jij dat niet, zeg het dan meteen aan een beheerder.`,
  },
  recoveryCodeUsed: {
    answer: (p) => `Een van je herstelcodes is gebruikt; er ${p.left === 1 ? 'is er nog 1' : `zijn er nog ${p.left}`} over.`,
    soft: (p) => `Dat gebeurde op ${p.at}. Was jij dat niet, maak dan nieuwe codes, wijzig je wachtwoord en zeg het meteen aan een beheerder.`,
  },
  toOwnSignIn: 'Naar hoe je je aanmeldt',
  resetBegun: {
    answer: 'Iemand vroeg om je aanmelding te vernieuwen.',
    machine: 'Wie de machine beheert',
    soft: (p) =>
      `${p.asked} zegt dat je je telefoon of je wachtwoord kwijt bent${p.confirmed === null ? '' : `, en ${p.confirmed} bevestigde het`}. Na ${p.at} krijg je een link waarmee je een nieuw wachtwoord kiest en een app koppelt; tot dan blijft alles zoals het is. Was jij dat niet, hou het dan hier tegen, of zeg het meteen aan een beheerder.`,
    act: 'Meld je aan en hou het tegen',
  },
  resetStopped: {
    answer: (p) => `Het vernieuwen van de aanmelding van ${p.person} is tegengehouden.`,
    because: {
      'by-hand': 'Iemand die dat mag, hield het tegen: om wie het gaat, of een beheerder. Er is niets veranderd.',
      'address-changed': 'Het adres veranderde nadat erover beslist was; daarom vertrok de link niet. Is het nog nodig? Vraag het dan opnieuw.',
      leaving: 'Deze medewerker vertrekt intussen.',
      left: 'Deze medewerker is intussen vertrokken.',
    },
  },
  resetNear: {
    answer: (p) => `${p.person} krijgt een nieuwe aanmelding.`,
    alone: 'De machine besliste het alleen, want niemand anders beheert.',
    near: (p, f) =>
      p.others === 0
        ? `Je staat in voor ${p.account}, waar deze medewerker binnen kan.`
        : `Je staat in voor ${p.account} en nog ${f.plural(p.others, 'account', 'accounts')} waar deze medewerker binnen kan.`,
    soft: (p) =>
      `Na ${p.at} vertrekt een link. Is ${p.person} telefoon noch wachtwoord kwijt, zeg het dan meteen aan een beheerder: het kan nog worden tegengehouden.`,
    act: 'Naar deze medewerker',
  },
  accountAccess: {
    answer: (p) => `Je hebt toegang tot ${p.account}.`,
    soft: 'Wat je er mag doen, en sinds wanneer, staat op de pagina van het account.',
  },
  valueToConfirm: {
    answer: (p) => `Bevestig wat ${p.by} op ${p.account} zette.`,
    soft: 'Het account is kritiek, dus iemand anders probeert de nieuwe waarde. Meld je er op het platform mee aan en zeg in Keyholder of ze werkt.',
    act: 'Probeer en bevestig',
  },
  secretChanged: {
    answer: (p) => `De login van ${p.account} is veranderd.`,
    soft: 'De nieuwe waarde vind je in Keyholder. Ze staat nooit in een mail.',
  },
  officeReceived: {
    answer: (p) => `Je bent nu ${p.office} van ${p.account}.`,
    soft: 'Jij beslist wie erin mag, en je krijgt een herinnering als er iets moet veranderen.',
  },
  taskAssigned: {
    answer: (p) => (p.account === '' ? `Een nieuwe taak voor jou: ${p.task}.` : `Een nieuwe taak voor jou op ${p.account}: ${p.task}.`),
    soft: (p) => `Klaar tegen ${p.moment}.`,
    act: 'Open de taak',
    kinds: {
      rotate: 'vernieuw een geheim',
      'remove-role': 'verwijder een rol',
      'move-recovery': 'verplaats een herstelkanaal',
      'move-factor': 'verplaats een tweede factor',
      'reconnect-app': 'koppel een tool opnieuw',
      'appoint-deputy': 'stel een plaatsvervanger aan',
    },
  },
  offboardingAnnounced: {
    ahead: (p) => `${p.person} vertrekt op ${p.day}.`,
    past: (p) => `${p.person} is vertrokken.`,
    soft: 'Wat er op jouw accounts moet gebeuren, krijg je als taak.',
    act: 'Bekijk je taken',
  },
  offboardingProposed: {
    answer: (p, f) => `${f.plural(p.people, 'vertrek wacht', 'vertrekken wachten')} op je bevestiging.`,
    soft: 'Ze stonden in een bestand, of iemand vraagt erom. Er eindigt niets voor iemand van HR het bevestigt.',
    act: 'Bekijk wie vertrekt',
  },
  offboardingCompleted: {
    answer: (p) => `De uitdiensttreding van ${p.person} is afgerond.`,
    soft: 'Op het certificaat staat wat bewezen is, en waarvoor een uitzondering geldt.',
    act: 'Bekijk het certificaat',
  },
  accountOwnerless: {
    answer: (p) => `${p.account} heeft geen eigenaar meer.`,
    others: (p, f) => `Ook ${f.plural(p.count, 'ander account', 'andere accounts')} niet.`,
    soft: 'De eigenaar is weg en niemand kon overnemen: geen plaatsvervanger, geen leidinggevende, geen andere beheerder. Een beheerder stelt iemand anders aan.',
  },
  wayInOpened: {
    answer: (p) => `${p.who} heeft een nieuwe weg naar ${p.account}.`,
    ways: {
      owner: 'Als eigenaar: ziet en wijzigt alles.',
      deputy: 'Als plaatsvervanger: ziet en wijzigt alles.',
      code: 'Alleen voor eenmalige codes.',
      reveal: 'Mag de login zien.',
      manage: 'Mag de login zien en wijzigen.',
      task: 'Voor een taak, tot die klaar is: mag de login zien en wijzigen.',
      'platform-role': 'Een rol op het platform.',
      'recovery-contact': 'Als herstelcontact.',
      'second-factor': 'Met een tweede factor.',
      'connected-app': 'Via een gekoppelde app.',
      'known-outside': 'Kent de login van buiten de kluis.',
    },
    others: (p, f) => `Dezelfde handeling opende nog ${f.plural(p.count, 'weg', 'wegen')} naar accounts van jou.`,
    soft: 'Jij staat in voor dit account. Verwachtte je dit niet, beëindig het dan op de pagina van het account.',
  },
  manyLooks: {
    answer: (p, f) => `${p.who} bekeek ${f.plural(p.secrets, 'geheim', 'geheimen')} binnen tien minuten.`,
    soft: (p) => `Gezien op ${p.at}.`,
    one: (p) => `Daarbij was er een van ${p.account}.`,
    others: (p, f) => `Daarbij waren er van ${p.account} en van ${f.plural(p.count, 'ander account', 'andere accounts')} waar jij voor instaat.`,
    officer: 'Vraag waarom. Hoorde het niet bij hun werk, beëindig dan de toegang en verander wat gezien is.',
    administrator: 'Vraag waarom. Hoorde het niet bij hun werk, beëindig dan de toegang; de eigenaars van deze accounts kregen ook bericht.',
    act: 'Open Keyholder',
  },
  proposalMade: {
    answer: (p, f) => `${f.plural(p.proposals, 'handeling wacht', 'handelingen wachten')} op jou als tweede persoon.`,
    soft: 'Er gebeurt niets van voordat iemand beslist.',
    act: 'Bekijk wat wacht',
  },
  departuresHeld: {
    answer: 'Er vertrekken meer mensen tegelijk dan gewoonlijk.',
    soft: (p) =>
      `Sinds ${p.at} wacht elk verder vertrek op een tweede persoon. Wie het betreft, kan zich intussen niet aanmelden; verder is er niets van hen beëindigd. Bevestig wat klopt. Wat je afwijst, is ongedaan, en dan kunnen ze zich weer aanmelden.`,
    act: 'Bekijk wat wacht',
  },
  personReinstated: {
    answer: (p) => `${p.person} is terug in dienst.`,
    soft: (p) => `Sinds ${p.at}. Er kwam geen toegang mee terug: geef opnieuw wat nodig is. Had je dit niet verwacht, vraag het aan HR.`,
    act: 'Bekijk deze medewerker',
  },
  administratorAppointed: {
    answer: (p) => `${p.person} is nu beheerder.`,
    soft: (p) => `Sinds ${p.at}. Had je dit niet verwacht, kijk dan in het logboek.`,
    act: 'Open het logboek',
  },
  keyChanged: {
    root: {
      answer: 'De hoofdsleutel van de kluis is vervangen.',
      soft: (p) =>
        `Op de machine, om ${p.at}. De kopie in je brandkast opent alleen nog reservekopieën van daarvoor: leg een kopie van het nieuwe bestand erbij. Wist niemand hiervan, kijk dan in het logboek.`,
    },
    signing: {
      answer: 'Certificaten worden met een nieuwe sleutel ondertekend.',
      soft: (p) =>
        `Sinds ${p.at}. Noteer de vingerafdruk buiten Keyholder, naast die van de vorige sleutel: ${p.fingerprint}. Eerdere certificaten blijven geldig. Wist niemand hiervan, kijk dan in het logboek.`,
    },
    act: 'Bekijk de sleutels',
  },
  administratorGone: {
    answer: (p) => `${p.person} beheert Keyholder niet meer.`,
    staying: (p, f) => `${f.plural(p.count, 'beheerder blijft', 'beheerders blijven')}.`,
    until: (p) =>
      `Alle anderen die het beheren, vertrekken uiterlijk ${p.moment}. Laat voordien iemand aanstellen: een beheerder geeft de rol, of wie de machine beheert doet het met ./keyholder admin appoint.`,
    nobody: 'Niemand beheert het nog. Wie de machine beheert, stelt iemand aan met ./keyholder admin appoint.',
    act: 'Bekijk wie vertrekt',
  },
  policyPublished: {
    answer: (p) => `“${p.title}” vraagt je bevestiging.`,
    soft: (p) => `${p.number > 1 ? `Versie ${p.number} is van kracht. ` : ''}Lees het en bevestig dat je je eraan houdt.`,
    act: 'Lees en bevestig',
  },
  addressChanged: {
    answer: 'Het adres waarop Keyholder je schrijft, is gewijzigd.',
    soft: (p) =>
      `Door ${p.by}, op ${p.at}. Deze mail gaat naar het oude en naar het nieuwe adres. Had je dit niet verwacht, meld het dan meteen aan een beheerder of aan HR.`,
  },
  recordChanged: {
    answer: (p) => `Wat Keyholder van jou weet, is gewijzigd: ${p.what}.`,
    soft: (p) => `Door ${p.by}, op ${p.at}. Klopt het niet, meld het dan aan een beheerder.`,
    name: 'je naam',
    manager: 'je leidinggevende',
  },
  roleChanged: {
    given: (p) => `Je hebt nu de rol ${p.role} in Keyholder.`,
    taken: (p) => `Je hebt de rol ${p.role} in Keyholder niet meer.`,
    soft: (p) => `Door ${p.by}, op ${p.at}. Had je dit niet verwacht, vraag het dan na.`,
  },
  tokenChanged: {
    made: (p) => `Er is een API-token op jouw naam gemaakt: ${p.token}.`,
    revoked: (p) => `Je API-token ${p.token} is ingetrokken.`,
    soft: (p) => `Door ${p.by}, op ${p.at}. Had je dit niet verwacht, beëindig dan je tokens en meld het aan een beheerder.`,
    act: 'Bekijk je tokens',
  },
  invitationUsed: {
    answer: 'De link om je aan te melden is gebruikt.',
    soft: (p) => `Er werd een wachtwoord mee gekozen op ${p.at}. Was jij dat niet, meld het dan meteen aan een beheerder.`,
  },
  serviceToken: {
    answer: (p) => `${p.service} vraagt bij de geheimen van ${p.account} te mogen.`,
    soft: (p) =>
      `${p.by} maakte er een token voor: “${p.token}”. ${p.level} Het opent niets op dit account tot jij, of iemand anders die ervoor instaat, het toelaat.`,
  },
  seeAccount: 'Bekijk het account',
  why: 'Je krijgt dit omdat het jou of je werk in Keyholder aangaat.',
  safety: 'In een mail van Keyholder staat nooit een wachtwoord of code, en we vragen er nooit om.',
  zone: (p) => `${p.organisation}, tijden in ${p.zone}`,
} satisfies typeof english;
