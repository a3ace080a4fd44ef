import type { GrantState } from '#db/words.ts';
import type { Link } from './rules.ts';

/** A row that the log knows by name, as it must be. `seq` is the event that last said so. */
type Known<T> = T & { seq: number };
type Grant = {
  accountId: string | null;
  kind: string;
  level: string | null;
  personId: string | null;
  teamId: string | null;
  state: GrantState;
};
type ServiceGrant = { accountId: string | null; serviceId: string; level: string; ended: boolean };
/** `by` is null where an old text does not say who made it. */
type Token = { scopes: string; serviceId: string | null; by: string | null };

/** Who may do what, as the log alone tells it. */
export type Told = {
  /** By person and role. */
  roles: Set<string>;
  /** The office somebody holds, by account and person. */
  offices: Map<string, string>;
  grants: Map<string, Known<Grant>>;
  serviceGrants: Map<string, Known<ServiceGrant>>;
  left: Map<string, boolean>;
  tokens: Map<string, Known<Token>>;
  /** Tokens of services, each with an account at whose secrets it was let. */
  consents: Set<string>;
  /** The last event that ended the tokens of a token, person, service or of everybody. */
  revoked: Map<string, number>;
  /** Imports write what people know or hold outside the vault under one event of their own. */
  imports: Set<string>;
};

export const nothingTold = (): Told => ({
  roles: new Set(),
  offices: new Map(),
  grants: new Map(),
  serviceGrants: new Map(),
  left: new Map(),
  tokens: new Map(),
  consents: new Set(),
  revoked: new Map(),
  imports: new Set(),
});

type Detail = Record<string, string | number | boolean | null>;
type Actor = { kind: string; id: string | null; person?: string };
type Fold = (told: Told, subject: string, detail: Detail, link: Link & { actor: Actor }) => void;

const text = (value: Detail[string] | undefined) => (value === undefined || value === null ? null : String(value));
const pair = (a: string, b: string) => `${a} ${b}`;
const everybody = '*';
const enforcedByUs = 'shared-login';

const isAsTold: Fold = (told, subject, { grantId, kind, level, personId, teamId }, { seq }) => {
  const row = { accountId: subject, kind: String(kind), level: text(level), personId: text(personId), teamId: text(teamId) };
  told.grants.set(String(grantId), { ...row, state: 'active', seq });
};

const folds: Readonly<Record<string, Fold>> = {
  'role.given': (told, subject, { role }) => void told.roles.add(pair(subject, String(role))),
  'role.taken': (told, subject, { role }) => void told.roles.delete(pair(subject, String(role))),
  'person.added': (told, subject, { state }) => void told.left.set(subject, state === 'left'),
  'person.left': (told, subject) => void told.left.set(subject, true),
  'person.rehired': (told, subject) => void told.left.set(subject, false),
  'office.given': (told, subject, { personId, office }) => void told.offices.set(pair(subject, String(personId)), String(office)),
  'office.ended'(told, subject, { personId, office, successorId }) {
    told.offices.delete(pair(subject, String(personId)));
    if (successorId && office === 'owner') told.offices.set(pair(subject, String(successorId)), 'owner');
  },
  'grant.given': isAsTold,
  'grant.verified': isAsTold,
  'grant.ended': (told, _subject, { grantId }, { seq }) => endGrant(told, String(grantId), 'ended', seq),
  'grant.closed': (told, _subject, { grantId }, { seq }) => endGrant(told, String(grantId), 'closed', seq),
  'service-grant.given'(told, subject, { grantId, serviceId, level }, { seq }) {
    told.serviceGrants.set(String(grantId), { accountId: subject, serviceId: String(serviceId), level: String(level), ended: false, seq });
  },
  'service-grant.ended'(told, _subject, { grantId }, { seq }) {
    const grant = told.serviceGrants.get(String(grantId));
    if (grant) told.serviceGrants.set(String(grantId), { ...grant, ended: true, seq });
  },
  'token.created': (told, subject, { scopes, serviceId }, { seq, actor }) =>
    void told.tokens.set(subject, { scopes: String(scopes), serviceId: text(serviceId), by: humanBehind(told, actor), seq }),
  'service-token.consented': (told, subject, { tokenId }) => void told.consents.add(pair(String(tokenId), subject)),
  'token.revoked': (told, subject, _detail, { seq, subjectKind }) => void told.revoked.set(subjectKind === 'installation' ? everybody : subject, seq),
  'service.ended': (told, subject, _detail, { seq }) => void told.revoked.set(subject, seq),
  'import.done': (told, subject) => void told.imports.add(subject),
};

function endGrant(told: Told, id: string, state: 'ended' | 'closed', seq: number): void {
  const grant = told.grants.get(id);
  // An imported way in has no event of its own until it ends: what it was is not known, that it ended is.
  if (!grant) return void told.grants.set(id, { accountId: null, kind: '', level: null, personId: null, teamId: null, state, seq });
  told.grants.set(id, { ...grant, state: grant.kind === enforcedByUs ? 'closed' : state, seq });
}

export function fold(told: Told, link: Link): void {
  const apply = folds[link.event];
  if (!apply) return;
  const { actor, detail } = JSON.parse(link.body) as { actor: Actor; detail: Detail };
  apply(told, link.subjectId ?? '', detail, { ...link, actor });
}

/** A token made by a token belongs to the same human; texts from before tokens named theirs lead back through it. */
function humanBehind(told: Told, { kind, id, person }: Actor): string | null {
  if (person !== undefined) return person;
  if (kind === 'person') return id;
  return told.tokens.get(id ?? '')?.by ?? null;
}

export type Held = {
  roles: readonly { personId: string; role: string }[];
  offices: readonly { id: string; accountId: string; personId: string; office: string }[];
  grants: readonly {
    id: string;
    accountId: string;
    kind: string;
    level: string | null;
    personId: string | null;
    teamId: string | null;
    state: string;
    origin: string;
    originId: string | null;
  }[];
  serviceGrants: readonly { id: string; accountId: string; serviceId: string; level: string; endedAt: number | null }[];
  consents: readonly { tokenId: string; accountId: string }[];
  people: readonly { id: string; state: string }[];
  tokens: readonly { id: string; personId: string | null; serviceId: string | null; createdBy: string; scopes: string; revokedAt: number | null }[];
};

/** `id` names the row, `says` what the log knows of it and the table does not, or the other way round. */
export type Difference = { table: string; id: string; says: 'not-in-the-log' | 'gone' | 'other' };

/** Every row whose rights are not those that the log gave it. */
export function compareRights(told: Told, held: Held): Difference[] {
  return [
    ...ofRoles(told, held),
    ...ofOffices(told, held),
    ...ofGrants(told, held),
    ...ofServices(told, held),
    ...ofConsents(told, held),
    ...ofPeople(told, held),
    ...ofTokens(told, held),
  ];
}

function ofRoles(told: Told, { roles }: Held): Difference[] {
  const rows = new Set(roles.map(({ personId, role }) => pair(personId, role)));
  return [
    ...[...rows].filter((id) => !told.roles.has(id)).map((id) => ({ table: 'roles', id, says: 'not-in-the-log' as const })),
    ...[...told.roles].filter((id) => !rows.has(id)).map((id) => ({ table: 'roles', id, says: 'gone' as const })),
  ];
}

function ofOffices(told: Told, { offices }: Held): Difference[] {
  const rows = new Map(offices.map((row) => [pair(row.accountId, row.personId), row]));
  const wrong = [...rows].flatMap(([key, { id, office }]): Difference[] => {
    const known = told.offices.get(key);
    if (known === office) return [];
    return [{ table: 'offices', id, says: known === undefined ? 'not-in-the-log' : 'other' }];
  });
  const gone = [...told.offices.keys()].filter((key) => !rows.has(key));
  return [...wrong, ...gone.map((id) => ({ table: 'offices', id, says: 'gone' as const }))];
}

const importable = ['known-outside', 'platform-role'];

function ofGrants(told: Told, { grants }: Held): Difference[] {
  const rows = new Map(grants.map((row) => [row.id, row]));
  const wrong = grants.flatMap((row): Difference[] => {
    const known = told.grants.get(row.id);
    const imported = row.origin === 'imported' && importable.includes(row.kind) && told.imports.has(row.originId ?? '');
    if (!known) return imported && row.state === 'active' ? [] : [{ table: 'grants', id: row.id, says: 'not-in-the-log' }];
    // A secret that is known outside closes with its end where every value is newer already; its event says only the end.
    const closedAtOnce = row.kind === 'known-outside' && known.state === 'ended' && row.state === 'closed';
    const agrees = closedAtOnce || row.state === known.state;
    const isSame = known.accountId === null ? imported : grantFields.every((field) => row[field] === known[field]);
    return agrees && isSame ? [] : [{ table: 'grants', id: row.id, says: 'other' }];
  });
  const gone = [...told.grants.keys()].filter((id) => !rows.has(id));
  return [...wrong, ...gone.map((id) => ({ table: 'grants', id, says: 'gone' as const }))];
}

const grantFields = ['accountId', 'kind', 'level', 'personId', 'teamId'] as const;

function ofServices(told: Told, { serviceGrants }: Held): Difference[] {
  const rows = new Map(serviceGrants.map((row) => [row.id, row]));
  const wrong = serviceGrants.flatMap((row): Difference[] => {
    const known = told.serviceGrants.get(row.id);
    if (!known) return [{ table: 'service_grants', id: row.id, says: 'not-in-the-log' }];
    const isSame =
      row.accountId === known.accountId && row.serviceId === known.serviceId && row.level === known.level && (row.endedAt !== null) === known.ended;
    return isSame ? [] : [{ table: 'service_grants', id: row.id, says: 'other' }];
  });
  const gone = [...told.serviceGrants.keys()].filter((id) => !rows.has(id));
  return [...wrong, ...gone.map((id) => ({ table: 'service_grants', id, says: 'gone' as const }))];
}

function ofConsents(told: Told, { consents }: Held): Difference[] {
  const rows = new Set(consents.map(({ tokenId, accountId }) => pair(tokenId, accountId)));
  return [
    ...[...rows].filter((id) => !told.consents.has(id)).map((id) => ({ table: 'service_consents', id, says: 'not-in-the-log' as const })),
    ...[...told.consents].filter((id) => !rows.has(id)).map((id) => ({ table: 'service_consents', id, says: 'gone' as const })),
  ];
}

function ofPeople(told: Told, { people }: Held): Difference[] {
  const rows = new Map(people.map((row) => [row.id, row.state === 'left']));
  const known = [...told.left];
  return [
    ...known.filter(([id]) => !rows.has(id)).map(([id]) => ({ table: 'people', id, says: 'gone' as const })),
    ...known.filter(([id, left]) => rows.has(id) && rows.get(id) !== left).map(([id]) => ({ table: 'people', id, says: 'other' as const })),
  ];
}

function ofTokens(told: Told, { tokens }: Held): Difference[] {
  return tokens.flatMap((row): Difference[] => {
    const known = told.tokens.get(row.id);
    if (!known) return [{ table: 'api_tokens', id: row.id, says: 'not-in-the-log' }];
    const enders = [row.id, row.personId, row.serviceId, row.createdBy, everybody];
    const isRevoked = enders.some((id) => (told.revoked.get(id ?? '') ?? 0) > known.seq);
    const isTheirs = known.by === null || (row.createdBy === known.by && row.personId === (known.serviceId === null ? known.by : null));
    const isSame = isTheirs && row.scopes === known.scopes && row.serviceId === known.serviceId && !(isRevoked && row.revokedAt === null);
    return isSame ? [] : [{ table: 'api_tokens', id: row.id, says: 'other' }];
  });
}
