import { type Path, whoCanGetIn } from '#src/features/access/index.ts';
import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { isoTime } from '#src/ground/time.ts';
import type { Rest, RestRequest } from '#src/http/routes.ts';
import { accountPage, type AccountPage, organisationDay } from './account.service.ts';
import { accountsQuery, emptyInput, onQuery, peopleQuery } from './input.ts';
import { browsePeople, type PersonLine, personPage } from './people.service.ts';
import { type AccountLine, listAccounts } from './register.service.ts';

/** People and accounts for machines: the same verbs as the pages, instants as ISO, and never a secret. */
export function deskApi(rest: Rest): void {
  rest.get('/people', async (r) => {
    const { cursor, ...query } = r.query(peopleQuery);
    const { rows, next } = await browsePeople(r.ctx, { ...query, after: cursor });
    return r.json({ people: rows.map(personJson), next });
  });
  rest.get('/people/:id', async (r) => {
    r.query(emptyInput);
    const about = await personPage(r.ctx, r.param('id'));
    const { holdings, roles, manager, acknowledged, endsAt, teams } = about;
    const accounts = new Set([...holdings.grants, ...holdings.offices].map((each) => each.accountId)).size;
    const { id: _, ...person } = personJson({ ...about, accounts });
    return r.json({ id: about.person.id, ...person, endsAt: iso(endsAt), managerId: manager?.id ?? null, roles, teams, acknowledged });
  });
  rest.get('/accounts', async (r) => {
    const { cursor, ...query } = r.query(accountsQuery);
    const { rows, next, total } = await listAccounts(r.ctx, { ...query, after: cursor });
    return r.json({ accounts: rows.map(accountJson), next, total });
  });
  rest.get('/accounts/:id', async (r) => {
    r.query(emptyInput);
    const { account, title, offices, secrets, who } = await accountPage(r.ctx, r.param('id'));
    return r.json({
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
    });
  });
  rest.get('/accounts/:id/access', answerAccess);
}

async function answerAccess(r: RestRequest) {
  const { on } = r.query(onQuery);
  const at = await organisationDay(r.ctx, on);
  const who = await whoCanGetIn(r.ctx, r.param('id'), at ?? undefined);
  const account = await getAccount(r.ctx, r.param('id'));
  return r.json({
    accountId: account.id,
    title: accountTitle(account),
    at: iso(at ?? r.ctx.now()),
    count: who.count,
    stillOpen: who.stillOpen,
    busFactor: who.busFactor,
    people: who.people.map(({ person, paths }) => ({
      id: person.id,
      name: person.name,
      state: person.state,
      endsAt: iso(person.endsAt),
      ways: paths.map(wayJson),
    })),
  });
}

function wayJson({ since, expiresAt, verifiedAt, ...way }: Path) {
  return { ...way, since: iso(since), expiresAt: iso(expiresAt), verifiedAt: iso(verifiedAt) };
}

function personJson({ person, state, organisation, accounts }: PersonLine) {
  const { id, displayName: name, email, employeeNumber, jobTitle, department } = person;
  return { id, name, email, employeeNumber, jobTitle, department, organisation, state, accounts };
}

function accountJson({ account, title, owner, people, passwordSetAt }: AccountLine) {
  return { ...factsJson(account, title), ownerId: owner?.id ?? null, people, passwordSetAt: iso(passwordSetAt ?? null) };
}

function factsJson(account: AccountPage['account'], title: string) {
  const { id, platform, handle, url, brand, region, purpose, criticality, status } = account;
  return { id, title, platform, handle, url, brand, region, purpose, criticality, status };
}

function iso(at: Instant | null): string | null {
  return at === null ? null : isoTime(at);
}
