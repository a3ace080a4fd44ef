import { personStates } from '#db/words.ts';
import { accountNamed, officesOf } from '#src/features/accounts/index.ts';
import { personNamed } from '#src/features/people/index.ts';
import { printFormat } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { isoTime } from '#src/ground/time.ts';
import { type Command, type CommandInput, type CommandResult, flagOf, wordOf } from '#src/http/command.ts';
import { columns } from '#src/ui/columns.ts';
import { accountPage } from './account.service.ts';
import { browsePeople, personPage, type PersonLine } from './people.service.ts';
import { type AccountLine, listAccounts } from './register.service.ts';

const search = { flag: 'search', value: 'words', doc: 'only those with these beginnings of words' };

export const registerCommands: readonly Command[] = [
  {
    name: 'accounts list',
    summary: 'list the register: each account, its owner, how many people can get in',
    arguments: [],
    options: [search, { flag: 'without', value: 'what', doc: 'only those that lack it', choices: ['owner', 'deputy', 'password'] }],
    run: accountsList,
  },
  {
    name: 'accounts show',
    summary: 'show one account: its offices and its secrets, never a value',
    arguments: [{ name: 'ACCOUNT', doc: 'id, or words of its name that fit no other' }],
    options: [],
    run: accountsShow,
  },
  {
    name: 'people list',
    summary: 'list people and how many accounts each can get into',
    arguments: [],
    options: [search, { flag: 'state', value: 'state', doc: 'only those in this state', choices: personStates }],
    run: peopleList,
  },
  {
    name: 'people show',
    summary: 'show one person: employment, roles, teams; for their access see access of',
    arguments: [{ name: 'PERSON', doc: 'id, e-mail address, staff number, or a name that fits nobody else' }],
    options: [],
    run: peopleShow,
  },
];

/** Every page of a list. */
async function whole<T>(page: (after: string | undefined) => Promise<{ rows: T[]; next: string | null }>): Promise<T[]> {
  const rows: T[] = [];
  for (let after: string | undefined; ; ) {
    const { rows: some, next } = await page(after);
    rows.push(...some);
    if (next === null) return rows;
    after = next;
  }
}

const iso = (at: number | null | undefined) => (at === null || at === undefined ? null : isoTime(at));

async function accountsList(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const without = flagOf(input, 'without') as 'owner' | 'deputy' | 'password' | undefined;
  const rows = await whole((after) => listAccounts(ctx, { search: flagOf(input, 'search'), without, after, limit: 200 }));
  const f = await printFormat(ctx);
  const lines = rows.map((row) => [
    row.account.id,
    row.title,
    row.account.handle,
    row.account.criticality,
    row.owner?.name ?? 'no owner',
    f.plural(row.people, 'person', 'people'),
  ]);
  return { text: rows.length === 0 ? 'No account fits.' : columns(lines).join('\n'), json: rows.map(accountJson), exit: 0 };
}

function accountJson({ account, title, owner, people, passwordSetAt }: AccountLine) {
  const { id, platform, handle, criticality, status } = account;
  return { id, title, platform, handle, criticality, status, owner, people, passwordSetAt: iso(passwordSetAt) };
}

async function accountsShow(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const { id } = await accountNamed(ctx, wordOf(input, 'ACCOUNT'));
  const { account, title, secrets } = await accountPage(ctx, id);
  const offices = (await officesOf(ctx, id)).map(({ personId, name, office, fromAt }) => ({ personId, name, office, from: isoTime(fromAt) }));
  const kept = secrets.map(({ secret, hasValue, setAt, due }) => ({
    id: secret.id,
    kind: secret.kind,
    label: secret.label,
    kept: hasValue,
    setAt: iso(setAt),
    dueAt: iso(due?.at),
  }));
  const f = await printFormat(ctx);
  const lines = [
    ...offices.map(({ office, name }) => [office, name]),
    ...secrets.map(({ secret, hasValue, setAt, due }) => [
      secret.label ?? secret.kind,
      [
        hasValue ? 'in the vault' : 'not in the vault',
        setAt === null ? 'age unknown' : `set on ${f.date(setAt)}`,
        ...(due ? [`due ${f.due(due.at)}`] : []),
      ].join(', '),
    ]),
  ];
  const { platform, handle, url, criticality, status } = account;
  const head = `${title} (${handle}), ${criticality}, ${status}`;
  const text = [head, ...(url ? [`  ${url}`] : []), ...columns(lines).map((line) => `  ${line}`)].join('\n');
  return { text, json: { id, title, platform, handle, url, criticality, status, offices, secrets: kept }, exit: 0 };
}

async function peopleList(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const state = flagOf(input, 'state') as PersonLine['state'] | undefined;
  const rows = await whole((after) => browsePeople(ctx, { search: flagOf(input, 'search'), state, after, limit: 200 }));
  const f = await printFormat(ctx);
  const lines = rows.map(({ person, state, organisation, accounts }) => [
    person.id,
    person.displayName,
    person.email ?? '',
    state,
    organisation ?? '',
    f.plural(accounts, 'account', 'accounts'),
  ]);
  return { text: rows.length === 0 ? 'Nobody fits.' : columns(lines).join('\n'), json: rows.map(personJson), exit: 0 };
}

function personJson({ person, state, organisation, accounts }: PersonLine) {
  const { id, displayName: name, email, employeeNumber } = person;
  return { id, name, email, employeeNumber, state, organisation, accounts };
}

async function peopleShow(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const { id } = await personNamed(ctx, wordOf(input, 'PERSON'));
  const { person, state, endsAt, absentSince, organisation, manager, teams, roles, acknowledged, holdings } = await personPage(ctx, id);
  const f = await printFormat(ctx);
  const ways = holdings.grants.length + holdings.offices.filter((office) => office.opens).length;
  const facts: [string, string][] = [
    ['state', endsAt === null ? state : `${state}, ${f.dateTime(endsAt)}`],
    ...(absentSince === null ? [] : ([['absent since', f.dateTime(absentSince)]] as [string, string][])),
    ['e-mail', person.email ?? 'none'],
    ['staff number', person.employeeNumber ?? 'none'],
    ['works for', organisation ?? 'unknown'],
    ['manager', manager?.name ?? 'none'],
    ['teams', teams.join(', ') || 'none'],
    ['roles', roles.join(', ') || 'none'],
    ['policy', acknowledged ? 'acknowledged' : 'not acknowledged'],
    ['ways in', f.number(ways)],
  ];
  const { displayName: name, email, employeeNumber, jobTitle, department } = person;
  const text = [name, ...columns(facts).map((line) => `  ${line}`)].join('\n');
  const json = {
    id,
    name,
    email,
    employeeNumber,
    jobTitle,
    department,
    state,
    endsAt: iso(endsAt),
    absentSince: iso(absentSince),
    organisation,
    manager,
    teams,
    roles,
    acknowledged,
    ways,
  };
  return { text, json, exit: 0 };
}
