import { getTableName } from 'drizzle-orm';
import * as schema from '#db/schema/index.ts';

/** Written once and never changed. The database's own guards refuse it too; a role without the right cannot take those away. */
const writtenOnce = [
  schema.auditEvents,
  schema.withheldEvents,
  schema.auditDetails,
  schema.auditCheckpoints,
  schema.disclosures,
  schema.serviceDisclosures,
  schema.serviceConsents,
  schema.causes,
];

/** What a role needs to run the server. The role that owns the tables runs this, again after each version that makes tables. */
export function grantsFor(role: string): string[] {
  const to = `"${role.replaceAll('"', '""')}"`;
  const all = Object.values(schema);
  const names = (tables: readonly (typeof all)[number][]) => tables.map(getTableName).sort().join(', ');
  const others = all.filter((table) => !writtenOnce.some((one) => getTableName(one) === getTableName(table)));
  return [
    'begin;',
    `revoke all on all tables in schema public from ${to};`,
    `grant usage on schema public to ${to};`,
    `grant select on schema_migrations to ${to};`,
    `grant select, insert on ${names(writtenOnce)} to ${to};`,
    `grant select, insert, update, delete on ${names(others)} to ${to};`,
    'commit;',
  ];
}
