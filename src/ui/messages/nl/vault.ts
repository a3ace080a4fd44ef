import type { vault as english } from '../en/vault.ts';

export const vault: typeof english = {
  wouldAnswer: (p) => `${p.count} ${p.one ? 'waarde zou worden overgenomen' : 'waarden zouden worden overgenomen'}.`,
  didAnswer: (p) => `${p.count} ${p.one ? 'waarde' : 'waarden'} overgenomen.`,
  counts: (p) => `${p.same} al bekend, ${p.left} weggelaten.`,
  would: 'zou worden overgenomen',
  did: 'overgenomen',
  kinds: { password: 'wachtwoord', totp: 'authenticatorsleutel', passkey: 'passkey' },
  over: (p) =>
    p.one
      ? 'Eén login is in de andere kluis gearchiveerd of weggegooid en bleef buiten beschouwing.'
      : `${p.count} logins zijn in de andere kluis gearchiveerd of weggegooid en bleven buiten beschouwing.`,
  others: (p) => (p.one ? 'Eén item dat geen login is, bleef buiten beschouwing.' : `${p.count} items die geen login zijn, bleven buiten beschouwing.`),
  passkeys: (p) =>
    p.one
      ? 'Eén passkey blijft waar hij is. Wie hem heeft, komt langs elk nieuw wachtwoord binnen: verwijder hem op het platform.'
      : `${p.count} passkeys blijven waar ze zijn. Wie er een heeft, komt langs elk nieuw wachtwoord binnen: verwijder ze op het platform.`,
  unread: (p) => `Niet gelezen: ${p.names}.`,
  unusable: (p) => `weggelaten: ${p.why}`,
  left: {
    personal: () => 'weggelaten: op dit platform komen mensen binnen met hun eigen profiel, en het wachtwoord daarvan is van hen',
    'no-platform': () => 'weggelaten: adres noch naam zegt voor welk platform het is',
    'other-site': () => 'weggelaten: het adres hoort bij geen platform en geen site uit het register',
    'no-account': () => 'weggelaten: geen account in het register heeft dit adres of deze handle',
    'other-user': () => 'weggelaten: de gebruikersnaam is een andere handle dan die van het account dat het noemt',
    'other-address': () => 'weggelaten: het adres is een andere plek dan het account dat het noemt',
    disagrees: () => 'weggelaten: adres, gebruikersnaam en naam gaan niet over hetzelfde account',
    unnamed: () => 'weggelaten: niets noemt één account. Zet de handle met een @ in de naam, of het adres van het profiel erbij',
    'several-accounts': () => 'weggelaten: het past bij meer dan één account',
    'no-value': () => 'weggelaten: er staat geen wachtwoord en geen sleutel in',
    passkey: () => 'blijft achter: wie hem heeft, komt langs elk nieuw wachtwoord binnen',
    same: () => 'is er al',
    'other-value': () => 'weggelaten: hier staat een andere waarde, en alleen het platform weet welke geldt',
    'two-values': (p) => `weggelaten: het bestand heeft nog een andere waarde voor dit account (${p.places}), en alleen het platform weet welke geldt`,
    'two-seeds': () => 'weggelaten: er staan twee verschillende sleutels in. Houd die over die werkt en breng het bestand opnieuw in',
    reference: () => 'weggelaten: de waarde verwijst naar een item dat niet in het bestand staat',
  },
  remarks: {
    unescaped: '(door LastPass als HTML geschreven; de tekens zijn teruggezet. Probeer het een keer.)',
    escaped: '(er staan tekens in zoals HTML ze schrijft, ongewijzigd bewaard. Probeer het een keer.)',
  },
  afterwards: 'Wie dit bestand had, kent deze waarden. Verwijder het, en geef ze op tijd een nieuwe waarde: ./keyholder rotation start ACCOUNT',
};
