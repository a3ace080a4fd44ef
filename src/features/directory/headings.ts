import { fold } from '#src/ground/words.ts';

/** What a register may call each field, folded and without spaces and signs, the most exact name first. */
export const accountHeadings = {
  platform: words('platform kanaal channel netwerk network socialenetwerk socialnetwork medium dienst service'),
  handle: words('handle account accountnaam accountname gebruikersnaam username profiel profile pagina page naam name'),
  url: words('url link profielurl profileurl profiellink profilelink webadres website adres address'),
  brand: words('merk merknaam brand brandname label'),
  region: words('regio region gebied land country markt market'),
  criticality: words('criticality kriticiteit kritikaliteit criticaliteit kritiek critical belang importance prioriteit priority'),
  owner: words('owner eigenaar accountowner accounteigenaar verantwoordelijke responsible'),
  deputies: words('deputies deputy plaatsvervangers plaatsvervanger vervangers vervanger waarnemers waarnemer backup backupowner'),
  holders: words(
    'holders holder houders houder wieheefttoegang wieheefterallemaaltoegang heefttoegang hebbentoegang mensenmettoegang toegang whohasaccess hasaccess peoplewithaccess access gedeeldmet sharedwith gebruikers users',
  ),
  lastRotated: words(
    'lastrotated laatstgeroteerd laatsterotatie lastrotation wachtwoordlaatstgewijzigd laatstewachtwoordwijziging wachtwoordgewijzigdop wachtwoordgewijzigd passwordlastchanged lastpasswordchange passwordchanged laatstgewijzigd laatstgewijzigdop laatstewijziging lastchanged rotatedon',
  ),
  purpose: words('purpose doel description omschrijving'),
} as const;

export type AccountField = keyof typeof accountHeadings;

/** A column that is not read: unknown, second best for a field that another column gives, or holding what no file should. */
export type Ignored = { heading: string; why: 'unknown' | 'other-column' | 'secret' };

export type Columns<F extends string> = { fields: ReadonlyMap<F, { index: number; heading: string }>; ignored: readonly Ignored[] };

const secretHeadings = new Set(
  words(
    'wachtwoord wachtwoorden password passwords passwort pwd pw pin pincode totp secret geheim herstelcode herstelcodes recoverycode recoverycodes backupcodes',
  ),
);

/**
 * Which column gives which field; `named` says it of headings that nobody knows but the company. Two columns with the same heading
 * that means something cannot be told apart: `twice` names it.
 */
export function recogniseColumns<F extends string>(
  headings: readonly string[],
  known: Readonly<Record<F, readonly string[]>>,
  named: Readonly<Record<string, string>> = {},
): Columns<F> | { twice: string } {
  const given = new Map(Object.entries(named).map(([heading, field]) => [nameOf(heading), field]));
  const synonyms = new Set<string>([...Object.values<readonly string[]>(known).flat(), ...given.keys()]);
  const columns = headings.map((heading, index) => ({ index, heading: heading.trim(), name: nameOf(heading) })).filter(({ name }) => name !== '');
  const twice = columns.find(({ name }, at) => synonyms.has(name) && columns.findIndex((other) => other.name === name) !== at);
  if (twice) return { twice: twice.heading };
  const fields = new Map<F, { index: number; heading: string }>();
  for (const field of Object.keys(known) as F[]) {
    const free = columns.filter(({ name }) => (given.get(name) ?? field) === field);
    const name = known[field].find((synonym) => free.some((column) => column.name === synonym));
    const column = free.find((candidate) => given.has(candidate.name)) ?? free.find((candidate) => candidate.name === name);
    if (column) fields.set(field, { index: column.index, heading: column.heading });
  }
  const read = new Set([...fields.values()].map(({ index }) => index));
  const ignored = columns
    .filter(({ index }) => !read.has(index))
    .map(({ heading, name }): Ignored => ({ heading, why: secretHeadings.has(name) ? 'secret' : synonyms.has(name) ? 'other-column' : 'unknown' }));
  return { fields, ignored };
}

export function nameOf(heading: string): string {
  const plain = fold(heading.replace(/[#№]/g, ' number '))
    .replace(/\bn[°ºo]\.?(?= |$)/g, 'no')
    .replace(/[^\p{L}\p{N}]+/gu, '');
  // A heading of signs alone still tells itself apart from another.
  return plain === '' ? heading.trim() : plain;
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
