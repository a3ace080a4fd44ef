-- Roles and database for Keyholder on PostgreSQL. Once, as a superuser:
--   psql -f scripts/postgresql-roles.sql
-- Then give each role a password with \password. See docs/postgresql.md.

-- Owns the tables and changes them when a version needs it. No server runs as this role.
create role keyholder_owner login;

-- Runs the servers: reads and writes rows, and neither makes tables nor rewrites the log.
create role keyholder_app login;

create database keyholder owner keyholder_owner encoding 'UTF8' template template0;

revoke all on database keyholder from public;

grant connect on database keyholder to keyholder_app;
