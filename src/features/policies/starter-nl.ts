export const corporateNl = `
Dit reglement gaat over de accounts die we in naam van het bedrijf beheren: op sociale netwerken, op onze blog, op videokanalen. Ze spreken duizenden mensen tegelijk aan en verdienen bescherming. Het geldt voor iedereen die toegang heeft tot zo'n account, ook bij een bureau dat voor ons werkt.

# De accounts zijn van het bedrijf

Elk account wordt geopend in naam van het bedrijf, met een adres van het bedrijf en nooit met een privéadres. Het staat in Keyholder met een eigenaar en minstens één vervanger. Wie een account opent, zet het er dezelfde dag in.

# Weinig mensen hebben een sleutel

Toegang is voor wie ze nodig heeft voor het werk, en zolang dat zo is. De eigenaar beslist, noteert waarom, en bekijkt de lijst af en toe opnieuw. Waar een platform met rollen werkt, kiezen we een rol boven een gedeeld wachtwoord.

- Wachtwoorden, codes en herstelcodes blijven in Keyholder. Zet ze niet in mails, chats, documenten of in het geheugen van je browser.
- Geef ze niet door, ook niet aan een collega die haast heeft. Vraag de eigenaar om toegang te geven: dat duurt een minuut.
- Beveilig elk account met een tweede factor. Spreek met de eigenaar af op welk toestel die staat en wie de reserve heeft.
- Keyholder houdt bij wie wat wanneer te zien kreeg. Dat beschermt ook jou.

# Wachtwoorden veranderen geregeld

Een wachtwoord wordt op vaste tijdstippen vervangen: vroeger als het account kritiek is, en meteen als iemand die het kende het niet meer nodig heeft, of als er twijfel is. Wie de taak krijgt, doet ze op tijd of zegt wat in de weg staat.

# Wie spreekt voor het bedrijf

De eigenaar van een account beslist wie er post en wie er antwoordt. Schrijft een journalist, een advocaat of een boze klant, antwoord dan niet op eigen houtje en geef het door aan de eigenaar. Gevoelige onderwerpen worden door een tweede persoon nagelezen voor ze vertrekken.

Zeg alleen wat je mag zeggen. Cijfers die nog niet gepubliceerd zijn, namen van klanten, foto's van collega's aan wie niets gevraagd is en werk van anderen blijven erbuiten. Is er iets misgegaan, zeg het dan meteen aan de eigenaar en laat het bewijs staan. Een eerlijke rechtzetting is beter dan zwijgen.

# Als je van werk verandert of vertrekt

Op de laatste dag eindigt je toegang, op een moment dat vooraf bekend is. Je draagt over wat je hebt: rollen, toestellen, hersteladressen, gekoppelde toepassingen. Wachtwoorden die je kende, worden vervangen. Dat is geen wantrouwen: het gebeurt bij iedereen, zodat niemand verweten kan worden wat er later gebeurt. Houd geen kopie en neem geen volgers of contacten mee naar een eigen account.

# Als er iets niet klopt

Een verloren telefoon, een vreemde aanmelding, een bericht dat om een code vraagt, een post die niemand herkent: meld het meteen aan de eigenaar of aan IT, op elk uur van de dag. Te vroeg melden wordt niemand kwalijk genomen. Wie bewust toegang deelt of in stilte houdt, kan een gesprek verwachten, en in ernstige gevallen maatregelen volgens het arbeidsreglement.
`.trim();

export const personalNl = `
Wat je in je vrije tijd op sociale media doet, is jouw zaak, en dit reglement laat dat zo. Het helpt op de momenten waarop werk en privé elkaar raken. We volgen niemands privéaccount.

# Je spreekt voor jezelf

Je mag zeggen waar je werkt. Schrijf je over iets dat met ons werk te maken heeft, maak dan duidelijk dat het je eigen mening is: "Ik werk bij …, en dit vind ik zelf." Gebruik het logo of de naam van het bedrijf niet alsof je er de stem van bent.

# Wat goed gaat

- Wees eerlijk over je band met het bedrijf als je zijn producten aanraadt of bespreekt.
- Deel wat het bedrijf zelf gepubliceerd heeft. Je mag trots zijn op je werk.
- Kijk iets na voor je het doorstuurt, en zet het recht als je fout zat.
- Denk aan collega's: vraag het voor je hun naam of foto plaatst.
- Bekijk af en toe je privacy-instellingen en gebruik voor elk account een ander wachtwoord. Nooit een dat je op het werk gebruikt.

# Wat niet kan

- Vertrouwelijke zaken: cijfers, plannen, contracten, klanten, persoonsgegevens, wat in een vergadering gezegd is. Die blijven vertrouwelijk, ook nadat je vertrokken bent.
- Beledigen, bedreigen, pesten of discrimineren, van collega's, klanten, concurrenten of wie dan ook.
- Beweringen die het bedrijf of zijn mensen schaden en niet waar zijn. Kritiek mag; ga er eerst mee naar iemand die er iets aan kan doen.
- Foto's van schermen, badges, installaties of plaatsen waar bezoekers niet mogen komen.
- Alles wat de wet verbiedt, en werk dat van iemand anders is.

Een gesloten groep is geen privékamer. Wat er staat, kan worden doorgestuurd en kan jaren blijven bestaan.

# Tijdens het werk

Even kijken is geen probleem, zolang je werk en je collega's er niet onder lijden. Gebruik je werkadres niet voor privéaccounts.

# Als anderen reageren

Word je aangevallen, of raak je verzeild in een discussie over het bedrijf, dan hoef je dat niet alleen op te lossen. Antwoord niet uit boosheid. Stuur het naar de mensen die onze accounts beheren; zij antwoorden in naam van het bedrijf als dat nodig is.

# Wat het bedrijf wel en niet bekijkt

We houden geen privéaccounts in het oog, en niemand hoeft een wachtwoord te geven of een vriendschapsverzoek te aanvaarden. Is er een ernstig en concreet vermoeden, dan wordt het alleen onderzocht met een vooraf bepaald doel, door mensen die daarvoor zijn aangewezen, en wordt de betrokkene gehoord voor er iets besloten wordt. Je rechten volgens de privacywet en in het sociaal overleg blijven gelden.

# Als je twijfelt

Vraag het voor je iets plaatst. Je leidinggevende, HR en de mensen van communicatie krijgen liever tien vragen te veel dan één te weinig. En is het misgelopen, zeg het dan snel: het meeste is dezelfde dag nog goed te maken.
`.trim();
