import { accountStatuses, criticalities, grantKinds, levels, locales, officeKinds, personStates, roleKinds, secretKinds } from '#db/words.ts';
import { z } from 'zod';
import { accountsWithin, type Path, servicesOn, whoCanGetIn } from '#src/features/access/index.ts';
import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { day, instant, instantOrNull, iso } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { accountPage, type AccountPage, organisationDay } from './account.service.ts';
import { accountsQuery, peopleQuery } from './input.ts';
import { registerApi } from './accounts.api.ts';
import { grantsApi, serviceWay, serviceWayJson } from './grants.api.ts';
import { staffApi } from './people.api.ts';
import { browsePeople, type PersonLine, personPage } from './people.service.ts';
import { type AccountLine, listAccounts } from './register.service.ts';
import { signInApi } from './sign-in.api.ts';
import { secretsApi } from './secrets.api.ts';

const text = z.string().nullable();
const person = z.object({
  id: z.string(),
  name: z.string(),
  email: text,
  employeeNumber: text,
  jobTitle: text,
  department: text,
  organisation: text,
  state: z.enum(personStates),
  accounts: z.int(),
});
const personDetail = person.extend({
  givenName: z.string(),
  nameParticle: text,
  familyName: z.string(),
  locale: z.enum(locales),
  endsAt: instantOrNull,
  absentSince: instantOrNull,
  managerId: text,
  roles: z.array(z.enum(roleKinds)),
  teams: z.array(z.string()),
  acknowledged: z.boolean(),
});
const account = z.object({
  id: z.string(),
  title: z.string(),
  platform: z.string(),
  handle: z.string(),
  url: text,
  brand: text,
  region: text,
  purpose: text,
  criticality: z.enum(criticalities),
  status: z.enum(accountStatuses),
});
const accountLine = account.extend({ ownerId: text, people: z.int().nullable(), passwordSetAt: instantOrNull });
const office = z.object({ personId: z.string(), name: z.string(), office: z.enum(officeKinds), since: instant });
const secret = z.object({
  id: z.string(),
  kind: z.enum(secretKinds),
  label: text,
  setAt: instantOrNull,
  hasValue: z.boolean(),
  due: z.object({ at: instant, why: z.enum(['age', 'cause']) }).nullable(),
});
const accountDetail = account.extend({
  offices: z.array(office),
  secrets: z.array(secret),
  people: z.int().nullable(),
  busFactor: z.int().nullable(),
});
const way = z.object({
  kind: z.enum([...grantKinds, 'office', 'knows']),
  state: z.enum(['active', 'ended']),
  office: z.enum(officeKinds).nullable(),
  level: z.enum(levels).nullable(),
  grantId: text,
  secretId: text,
  platformRole: text,
  team: text,
  unsure: z.boolean(),
  throughService: z.boolean().meta({ description: 'Never shown to them: a service was given it by a token that they made.' }),
  verifiedAt: instantOrNull,
  since: instant,
  expiresAt: instantOrNull,
});
const access = z.object({
  accountId: z.string(),
  title: z.string(),
  at: instant,
  count: z.int(),
  stillOpen: z.int(),
  busFactor: z.int(),
  officeOpens: z
    .boolean()
    .meta({ description: 'Whether owner and deputies get in by their office: not where everybody enters with a profile of their own and no login is kept.' }),
  people: z.array(z.object({ id: z.string(), name: z.string(), state: z.enum(personStates), endsAt: instantOrNull, ways: z.array(way) })),
  services: z.array(serviceWay).nullable().meta({ description: 'Machines that can get at its secrets; known as of now only, so null for a past day.' }),
});

/** People and accounts for machines: the same verbs as the pages, instants as ISO, and never a secret. */
export function deskApi(rest: Rest): void {
  rest.get('/people', {
    name: 'listPeople',
    summary: 'People, by name. `search` takes the beginning of any word of a name, address or staff number.',
    scopes: ['read'],
    query: peopleQuery,
    answer: z.object({ people: z.array(person), next: text }),
    async run({ ctx, query: { cursor, ...query } }) {
      const { rows, next } = await browsePeople(ctx, { ...query, after: cursor });
      return { people: rows.map(personJson), next };
    },
  });
  rest.get('/people/:id', {
    name: 'getPerson',
    summary: 'One person: where they work, roles, teams and whether they acknowledged the policy in force.',
    scopes: ['read'],
    answer: personDetail,
    async run({ ctx, param }) {
      const about = await personPage(ctx, param('id'));
      const { holdings, roles, manager, acknowledged, endsAt, absentSince, teams } = about;
      const accounts = accountsWithin(holdings).size;
      const { givenName, nameParticle, familyName, locale } = about.person;
      const names = { givenName, nameParticle, familyName, locale };
      return {
        ...personJson({ ...about, accounts }),
        ...names,
        endsAt: iso(endsAt),
        absentSince: iso(absentSince),
        managerId: manager?.id ?? null,
        roles: [...roles],
        teams: [...teams],
        acknowledged,
      };
    },
  });
  rest.get('/accounts', {
    name: 'listAccounts',
    summary: 'Accounts you may see. `without` finds those that lack an owner, a deputy or a password.',
    scopes: ['read'],
    query: accountsQuery,
    answer: z.object({ accounts: z.array(accountLine), next: text, total: z.int() }),
    async run({ ctx, query: { cursor, ...query } }) {
      const { rows, next, total } = await listAccounts(ctx, { ...query, after: cursor });
      return { accounts: rows.map(accountJson), next, total };
    },
  });
  rest.get('/accounts/:id', {
    name: 'getAccount',
    summary: 'One account: what the register says, who is in office, which secrets there are. No value.',
    scopes: ['read'],
    answer: accountDetail,
    async run({ ctx, param }) {
      const { account, title, offices, secrets, who } = await accountPage(ctx, param('id'));
      return {
        ...factsJson(account, title),
        offices: offices.map((each) => ({ personId: each.personId, name: each.name, office: each.office, since: iso(each.fromAt) })),
        secrets: secrets.map(({ secret, setAt, hasValue, due }) => ({
          id: secret.id,
          kind: secret.kind,
          label: secret.label,
          setAt: iso(setAt),
          hasValue,
          due: due && { at: iso(due.at), why: due.why },
        })),
        people: who?.count ?? null,
        busFactor: who?.busFactor ?? null,
      };
    },
  });
  rest.get('/accounts/:id/access', {
    name: 'whoCanGetIn',
    summary: 'Who can get into this account, on every path; on a past day with `on`.',
    scopes: ['read'],
    query: z.strictObject({ on: day.optional() }),
    answer: access,
    async run({ ctx, param, query }) {
      const at = await organisationDay(ctx, query.on);
      const { people, count, stillOpen, busFactor, officeOpens } = await whoCanGetIn(ctx, param('id'), at ?? undefined);
      const account = await getAccount(ctx, param('id'));
      return {
        accountId: account.id,
        title: accountTitle(account),
        at: iso(at ?? ctx.now()),
        count,
        stillOpen,
        busFactor,
        officeOpens,
        people: people.map(({ person, paths }) => ({
          id: person.id,
          name: person.name,
          state: person.state,
          endsAt: iso(person.endsAt),
          ways: paths.map(wayJson),
        })),
        services: at === null ? (await servicesOn(ctx, account.id)).map(serviceWayJson) : null,
      };
    },
  });
  registerApi(rest);
  secretsApi(rest);
  grantsApi(rest);
  staffApi(rest);
  signInApi(rest);
}

function wayJson({ since, expiresAt, verifiedAt, ...way }: Path) {
  return { ...way, since: iso(since), expiresAt: iso(expiresAt), verifiedAt: iso(verifiedAt) };
}

function personJson({ person, state, organisation, accounts }: PersonLine) {
  const { id, displayName: name, email, employeeNumber, jobTitle, department } = person;
  return { id, name, email, employeeNumber, jobTitle, department, organisation, state, accounts };
}

function accountJson({ account, title, owner, people, passwordSetAt }: AccountLine) {
  return { ...factsJson(account, title), ownerId: owner?.id ?? null, people, passwordSetAt: iso(passwordSetAt) };
}

function factsJson(account: AccountPage['account'], title: string) {
  const { id, platform, handle, url, brand, region, purpose, criticality, status } = account;
  return { id, title, platform, handle, url, brand, region, purpose, criticality, status };
}
