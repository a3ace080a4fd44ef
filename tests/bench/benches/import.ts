import { parse } from 'csv-parse/sync';
import { importAccounts, importPeople } from '#src/features/directory/index.ts';
import { inProcess, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { middle, msOf, type Scale } from '../measure.ts';

/** 10 000 people, then 10 000 accounts with their holders, each in one unit of work. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const rows = Math.max(50, 10_000 * scale.size);
  const files = { people: peopleFile(rows), accounts: accountsFile(rows) };
  const times = { people: [] as number[], accounts: [] as number[] };
  const floors = { people: [] as number[], accounts: [] as number[] };
  for (let round = 0; round < Math.min(3, scale.rounds); round++) {
    const h = await inProcess({ ...sizeOf(0), leavers: 0 });
    for (const kind of ['people', 'accounts'] as const) {
      const bytes = files[kind];
      floors[kind].push(await msOf(async () => parse(bytes, { delimiter: ';', columns: true, bom: true })));
      const verb = kind === 'people' ? importPeople : importAccounts;
      times[kind].push(
        await msOf(async () => {
          const { added, bad } = await verb(h.operator, { file: { name: `${kind}.csv`, bytes }, dryRun: false });
          if (added !== rows) throw new Error(`${added} of ${rows} ${kind} were added; ${bad.length} rows are bad: ${JSON.stringify(bad[0])}`);
        }),
      );
    }
    await h.close();
  }
  return (['people', 'accounts'] as const).map((kind) =>
    figure({
      what: `${rows} ${kind}`,
      unit: 'ms',
      value: middle(times[kind]),
      floor: { what: 'csv-parse alone', value: middle(floors[kind]) },
      budget: { mostRatio: 10 },
    }),
  );
}

function peopleFile(rows: number): Buffer {
  const heading = 'Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;E-mail zakelijk;Functie;Afdeling;Leidinggevende (nr);Datum in dienst;Datum uit dienst';
  const lines = Array.from(
    { length: rows },
    (_, n) => `${900_000 + n};Karima;van den;Invoer${n};invoer${n}@voorbeeld.example;Community manager;Marketing;${900_000 + Math.floor(n / 10)};16-08-2013;`,
  );
  return Buffer.from([heading, ...lines].join('\n'));
}

function accountsFile(rows: number): Buffer {
  const heading = 'platform;handle;url;brand;region;criticality;owner;deputies;holders;last rotated';
  const mail = (n: number) => `invoer${n % rows}@voorbeeld.example`;
  const lines = Array.from({ length: rows }, (_, n) => {
    const holders = [mail(n + 3), mail(n + 4), mail(n + 5)].join(' ');
    return `x;invoer${n};https://x.com/invoer${n};Voorbeeld Invoer;Benelux;normal;${mail(n)};${mail(n + 1)} ${mail(n + 2)};${holders};2026-09-06`;
  });
  return Buffer.from([heading, ...lines].join('\n'));
}
