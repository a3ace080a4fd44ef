import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { organisations, rootKeys } from '#db/schema/index.ts';
import { keepSecret } from '#src/features/access/index.ts';
import { chainHead } from '#src/features/audit/index.ts';
import { installation } from '#src/host/config.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { account, company, person, role, sharedLogin } from '#tests/helpers/builders.ts';
import { type Installation, openInstallation } from '#tests/faults/installation.ts';
import { fillEvents } from './events.ts';
import { openFiller } from './fill.ts';
import { fillRegister, type Ground, type Size } from './register.ts';

/** People and accounts that a bench may use, made by the product's own verbs, and samples of those poured in around them. */
export type Cast = {
  adminId: string;
  hrId: string;
  ownerId: string;
  /** Each holder has a login on the account of the same index, whose password and one-time codes are sealed for real. */
  holders: readonly string[];
  desk: readonly { accountId: string; secretId: string; totpId: string }[];
  /** People who hold so much that their departure is the large one of the budgets. */
  leavers: readonly string[];
  people: readonly string[];
  accounts: readonly string[];
};

type Founders = Pick<Cast, 'adminId' | 'hrId' | 'ownerId' | 'holders' | 'desk'>;
export type Company = { dataDir: string; cast: Cast };

/** The company of the budgets at `size` 1: 100 000 people, 20 000 accounts, a million ways in, a million events. */
export function sizeOf(size: number): Size {
  const of = (count: number, least: number) => Math.max(least, Math.round(count * size));
  // The large departure of the budgets: 500 ways in, 2 000 disclosures, 40 duties.
  const each = { grants: 500, disclosures: 2000, offices: 30, tasks: 10 };
  return {
    people: of(100_000, 150),
    accounts: of(20_000, 60),
    grants: of(1_000_000, 1500),
    events: of(1_000_000, 1000),
    due: of(1000, 10),
    leavers: 8,
    each,
    desks: size < 0.005 ? 8 : 64,
  };
}

const copies: string[] = [];
process.once('exit', () => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

/** A copy for one bench; the original is made once for this schema and size and kept in the system's temporary folder. */
export async function openCompany(size: Size): Promise<Company> {
  const original = join(tmpdir(), 'keyholder-bench', fingerprint(size));
  if (!existsSync(original)) await make(original, size);
  const dataDir = join(mkdtempSync(join(tmpdir(), 'keyholder-bench-run-')), 'data');
  copies.push(dirname(dataDir));
  cpSync(join(original, 'data'), dataDir, { recursive: true });
  copyFileSync(join(original, 'data.anchor'), `${dataDir}.anchor`);
  return { dataDir, cast: JSON.parse(readFileSync(join(original, 'cast.json'), 'utf8')) as Cast };
}

/** The product in this process on that company, with its clock held at the moment it was made. */
export async function inProcess(size: Size): Promise<Installation & { cast: Cast; dataDir: string }> {
  const { dataDir, cast } = await openCompany(size);
  return { ...(await openInstallation(dataDir, tuesday)), cast, dataDir };
}

/** Another schema or another way to fill it is another company. */
function fingerprint(size: Size): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  for (const folder of ['db/schema', 'db/migrations/sqlite']) {
    for (const file of readdirSync(join(installation, folder)).sort()) {
      if (/\.(ts|sql)$/.test(file)) hash.update(readFileSync(join(installation, folder, file)));
    }
  }
  for (const file of ['company.ts', 'register.ts', 'events.ts', 'fill.ts']) hash.update(readFileSync(join(installation, 'tests/bench', file)));
  return hash.digest('hex').slice(0, 16);
}

async function make(original: string, size: Size): Promise<void> {
  mkdirSync(dirname(original), { recursive: true });
  const folder = mkdtempSync(`${original}-`);
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const from = performance.now();
  const h = await openInstallation(dataDir, tuesday);
  const founders = await furnishDesk(h, size.desks);
  const ground = await groundOf(h);
  const head = await chainHead(h.system);
  await h.close();
  const filler = openFiller(join(dataDir, 'keyholder.db'));
  const { leavers, people, accounts } = fillRegister(filler, size, ground);
  fillEvents(filler, size.events, head, people, accounts);
  filler.close();
  const some = (ids: readonly string[]) => ids.filter((_, index) => index % Math.ceil(ids.length / 200) === 0);
  const cast: Cast = { ...founders, leavers, people: some(people), accounts: some(accounts) };
  writeFileSync(join(folder, 'cast.json'), JSON.stringify(cast));
  console.error(`  made a company of ${size.people} people in ${Math.round((performance.now() - from) / 1000)} s`);
  renameSync(folder, original);
}

async function groundOf(h: Installation): Promise<Ground> {
  const [organisation] = await h.db.read.select({ id: organisations.id }).from(organisations);
  const [rootKey] = await h.db.read.select({ id: rootKeys.id }).from(rootKeys);
  return { organisationId: organisation?.id ?? '', rootKeyId: rootKey?.id ?? '' };
}

/** The part of the company that works for real: an administrator, HR, an owner and the holders of the desk. */
export async function furnishDesk(h: Installation, desks: number): Promise<Founders> {
  const { adminId } = await company(h);
  const hrId = await person(h, 'Griet Coppens');
  await role(h, adminId, hrId, 'hr');
  const ownerId = await person(h, 'Olga Owner', { acknowledged: true });
  const holders: string[] = [];
  const desk: Cast['desk'][number][] = [];
  for (let i = 0; i < desks; i++) {
    const holderId = await person(h, `Hugo Holder ${i}`, { acknowledged: true });
    const accountId = await account(h, { ownerId, handle: `desk${i}` });
    const owner = await h.as(ownerId);
    const { id: secretId } = await keepSecret(owner, { accountId, kind: 'password', value: `correct horse battery ${i}` });
    const { id: totpId } = await keepSecret(owner, { accountId, kind: 'totp', value: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
    await sharedLogin(h, ownerId, accountId, holderId, 'reveal');
    holders.push(holderId);
    desk.push({ accountId, secretId, totpId });
  }
  return { adminId, hrId, ownerId, holders, desk };
}
