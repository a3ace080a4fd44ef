import { accountsWithin, type Holdings, holdingsOf, type Path, servicesOn, whoCanGetIn } from '#src/features/access/index.ts';
import { accountNamed, accountTitle } from '#src/features/accounts/index.ts';
import { personNamed } from '#src/features/people/index.ts';
import { getOrganisation, printFormat } from '#src/features/settings/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { isoTime, parseDay, startOfDay } from '#src/ground/time.ts';
import { type Command, type CommandInput, type CommandResult, flagOf, misread, wordOf } from '#src/http/command.ts';
import { columns } from '#src/ui/columns.ts';
import type { Format } from '#src/ui/format.ts';
import { askedDay } from './moment.rules.ts';

const on = { flag: 'on', value: 'date', doc: 'as it was at the end of that day (2026-11-20), by what is recorded; without it: now' };

export const accessCommands: readonly Command[] = [
  {
    name: 'access who',
    summary: 'say who can get into an account, on every path',
    arguments: [{ name: 'ACCOUNT', doc: 'id, or words of its name that fit no other' }],
    options: [on],
    run: who,
  },
  {
    name: 'access of',
    summary: 'say what one person can get into and what they know',
    arguments: [{ name: 'PERSON', doc: 'id, e-mail address, staff number, or a name that fits nobody else' }],
    options: [on],
    run: of,
  },
];

/** The end of a past day by the organisation's clocks; undefined is now, which is also the answer for today. */
async function pastMoment(ctx: Ctx, input: CommandInput): Promise<Instant | undefined> {
  const text = flagOf(input, 'on');
  if (text === undefined) return undefined;
  const { timeZone } = await getOrganisation(ctx);
  const day = parseDay(text);
  if (!day) throw misread('on', 'invalid-date');
  if (startOfDay(day, timeZone) > ctx.now()) throw misread('on', 'in-the-future');
  return askedDay(text, timeZone, ctx.now()) ?? undefined;
}

async function who(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const account = await accountNamed(ctx, wordOf(input, 'ACCOUNT'));
  const at = await pastMoment(ctx, input);
  const { people, count, stillOpen, busFactor, officeOpens } = await whoCanGetIn(ctx, account.id, at);
  // What a service could do is known as of now only.
  const services = at === undefined ? await servicesOn(ctx, account.id) : [];
  const f = await printFormat(ctx);
  const title = accountTitle(account);
  const asked = at === undefined ? 'can get into' : 'could get into';
  const when = at === undefined ? '' : ` at the end of ${f.date(at)}`;
  const rows = people.flatMap(({ person, paths }) => paths.map((path, index) => [index === 0 ? person.name : '', pathText(path), sinceText(path, f)]));
  const text = [
    `${f.plural(count, 'person', 'people')} ${asked} ${title}${when}${stillOpen > 0 ? `; ${f.number(stillOpen)} by what was ended and is not proven gone` : ''}.`,
    ...columns(rows).map((line) => `  ${line}`),
    ...services.map(({ service, grant }) => `  ${service}, a service (${grant.level}), since ${f.date(grant.startsAt)}`),
    ...(officeOpens ? [] : ['Everybody comes in with a profile of their own: owner and deputies get in by a role, not by their office.']),
    ...(count > 0 ? [`Without the most important of them ${f.plural(busFactor, 'person', 'people')} could still get in.`] : []),
  ].join('\n');
  const told = people.map(({ person, paths }) => ({
    id: person.id,
    name: person.name,
    state: person.state,
    paths: paths.map(({ since, expiresAt, verifiedAt, ...path }) => ({ ...path, since: iso(since), expiresAt: iso(expiresAt), verifiedAt: iso(verifiedAt) })),
  }));
  const machines = services.map(({ service, grant }) => ({ id: grant.serviceId, name: service, level: grant.level, since: iso(grant.startsAt) }));
  return {
    text,
    json: { account: { id: account.id, title }, at: iso(at ?? ctx.now()), count, stillOpen, busFactor, officeOpens, people: told, services: machines },
    exit: 0,
  };
}

const iso = (at: number | null) => (at === null ? null : isoTime(at));

function pathText({ kind, state, office, level, team, platformRole, unsure, throughService }: Path): string {
  const knows = throughService ? 'can know a value still in force, by the token of a service' : 'knows a value still in force';
  const what = office ?? (kind === 'knows' ? knows : kind);
  const more = [level, platformRole, team && `through ${team}`, unsure && 'to be checked', state === 'ended' && kind !== 'knows' && 'ended, not proven gone'];
  const said = more.filter(Boolean);
  return said.length > 0 ? `${what} (${said.join(', ')})` : what;
}

function sinceText({ since, expiresAt }: Path, f: Format): string {
  return `since ${f.date(since)}${expiresAt === null ? '' : `, until ${f.date(expiresAt)}`}`;
}

async function of(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const person = await personNamed(ctx, wordOf(input, 'PERSON'));
  const at = await pastMoment(ctx, input);
  const holdings = await holdingsOf(ctx, person.id, at);
  const f = await printFormat(ctx);
  const when = at === undefined ? 'now' : `at the end of ${f.date(at)}`;
  const rows = holdingRows(holdings, f);
  const accounts = accountsWithin(holdings);
  const text = [`${person.displayName} ${when}: ${f.plural(accounts.size, 'account', 'accounts')}.`, ...columns(rows).map((line) => `  ${line}`)].join('\n');
  const json = {
    person: { id: person.id, name: person.displayName },
    at: iso(at ?? ctx.now()),
    grants: holdings.grants.map(({ accountId, title, grant, state, team, since }) => {
      const { id, kind, level, platformRole, unsure, expiresAt } = grant;
      return { accountId, account: title, id, kind, level, platformRole, unsure, state, team, since: iso(since), expiresAt: iso(expiresAt) };
    }),
    offices: holdings.offices.map(({ accountId, title, office, since, opens }) => ({ accountId, account: title, office, since: iso(since), opens })),
    secrets: holdings.secrets.map(({ accountId, title, secretId, kind, tier, since }) => ({
      accountId,
      account: title,
      secretId,
      kind,
      tier,
      since: iso(since),
    })),
  };
  return { text, json, exit: 0 };
}

const tiers = { knows: 'knows', 'could-have-seen': 'could have seen', safe: 'knew, and is safe since it was replaced:' } as const;

function holdingRows({ grants, offices, secrets }: Holdings, f: Format): string[][] {
  return [
    ...offices.map(({ title, office, since, opens }) => [title, opens ? office : `${office}, no login of its own`, `since ${f.date(since)}`]),
    ...grants.map(({ title, grant, state, team, since }) => [
      title,
      [grant.kind, grant.level, grant.platformRole, team && `through ${team}`, state === 'ended' && 'ended, not proven gone'].filter(Boolean).join(', '),
      `since ${f.date(since)}${grant.expiresAt === null ? '' : `, until ${f.date(grant.expiresAt)}`}`,
    ]),
    ...secrets.map(({ title, kind, tier, since }) => [title, `${tiers[tier]} the ${kind}`, `since ${f.date(since)}`]),
  ];
}
