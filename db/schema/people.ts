import { locales, organisationKinds, personStates, roleKinds } from '../words.ts';
import { isNull, sql } from 'drizzle-orm';
import { bool, check, id, index, int, key, oneOf, primaryKey, ref, table, text, time, uniqueIndex, veiledTime } from '../kit.ts';

export const organisations = table('organisations', {
  id: id(),
  name: text().notNull(),
  nameKey: key().notNull().unique(),
  kind: oneOf(organisationKinds).notNull(),
  createdAt: time().notNull(),
  endedAt: time(),
});

/**
 * `endsAt` is the effective moment of a departure: from then on the person is gone, whether or not a job has run. Until it
 * is announced hardly anybody may know it. Absence goes beside it: whoever is away and leaving is both. `emailSetBy` is whoever
 * set the present address, until a second person has vouched for it.
 */
export const people = table(
  'people',
  {
    id: id(),
    organisationId: ref(() => organisations.id).notNull(),
    givenName: text().notNull(),
    nameParticle: text(),
    familyName: text().notNull(),
    displayName: text().notNull(),
    sortKey: key().notNull(),
    email: text(),
    emailKey: key().unique(),
    emailSetAt: time(),
    emailSetBy: key(),
    employeeNumber: key().unique(),
    jobTitle: text(),
    department: text(),
    managerId: key(),
    state: oneOf(personStates).notNull(),
    locale: oneOf(locales).notNull(),
    securityStamp: int().notNull(),
    endsAt: veiledTime(),
    absentSince: time(),
    responder: bool().notNull(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [
    index('people_sort').on(t.sortKey, t.id),
    index('people_state').on(t.state, t.sortKey, t.id),
    index('people_manager').on(t.managerId),
    index('people_ends').on(t.endsAt),
    index('people_organisation').on(t.organisationId),
  ],
);

/** Words of names, folded, for search by prefix of any word. */
export const personWords = table('person_words', { word: key().notNull(), personId: ref(() => people.id).notNull() }, (t) => [
  primaryKey({ columns: [t.word, t.personId] }),
  index('person_words_person').on(t.personId),
]);

export const employmentPeriods = table(
  'employment_periods',
  {
    id: id(),
    personId: ref(() => people.id).notNull(),
    startedOn: key(),
    startedAt: time().notNull(),
    endedAt: time(),
  },
  (t) => [uniqueIndex('employment_periods_open').on(t.personId).where(isNull(t.endedAt)), index('employment_periods_person').on(t.personId, t.id)],
);

export const roles = table(
  'roles',
  {
    personId: ref(() => people.id).notNull(),
    role: oneOf(roleKinds).notNull(),
    givenAt: time().notNull(),
    givenBy: key().notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.role] }), index('roles_role').on(t.role)],
);

export const teams = table('teams', {
  id: id(),
  name: text().notNull(),
  nameKey: key().notNull().unique(),
  createdAt: time().notNull(),
  removedAt: time(),
});

export const teamMemberships = table(
  'team_memberships',
  {
    id: id(),
    teamId: ref(() => teams.id).notNull(),
    personId: ref(() => people.id).notNull(),
    fromAt: time().notNull(),
    toAt: time(),
  },
  (t) => [
    index('team_memberships_team').on(t.teamId, t.fromAt),
    index('team_memberships_person').on(t.personId, t.fromAt),
    check('team_memberships_order', sql`${t.toAt} is null or ${t.toAt} >= ${t.fromAt}`),
  ],
);
