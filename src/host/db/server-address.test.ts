import { describe, expect, test } from 'vitest';
import { addressText, postgresAddress } from './server-address.ts';

describe('a database URL', () => {
  test('is taken apart', () => {
    expect(postgresAddress('postgres://ann:p%40ss@127.0.0.1:5433/keyholder')).toEqual({
      host: '127.0.0.1',
      port: 5433,
      user: 'ann',
      password: 'p@ss',
      database: 'keyholder',
      application_name: 'keyholder',
      ssl: false,
    });
  });

  test.each([
    ['postgres://ann@%2Frun%2Fpostgresql/keyholder', '/run/postgresql'],
    ['postgres://ann@socket/keyholder?host=/run/postgresql', '/run/postgresql'],
    ['postgresql://ann@[::1]/keyholder', '::1'],
  ])('%s leads to this machine, where nothing has to be encrypted', (url, host) => {
    expect(postgresAddress(url)).toMatchObject({ host, ssl: false });
  });

  test.each(['', '?sslmode=disable', '?sslmode=allow', '?sslmode=prefer', '?sslmode=require', '?sslmode=verify-ca', '?sslmode=no-verify'])(
    'that leads to another machine with «%s» is refused, without its password',
    (mode) => {
      const open = () => postgresAddress(`postgres://ann:geheim@db.example.test/keyholder${mode}`);
      expect(open).toThrow(/db\.example\.test.*sslmode=verify-full/);
      expect(open).not.toThrow(/geheim/);
    },
  );

  test('proves a server with verify-full, by the authorities of this system or by one of its own', () => {
    expect(postgresAddress('postgres://ann@db.example.test/k?sslmode=verify-full').ssl).toEqual({ rejectUnauthorized: true });
    expect(() => postgresAddress('postgres://ann@db.example.test/k?sslmode=verify-full&sslrootcert=/not/there.pem')).toThrow('/not/there.pem cannot be read');
  });

  test.each(['uselibpqcompat=true&sslmode=verify-full', 'options=-c%20default_transaction_read_only%3Doff', 'ssl=no-verify', 'sslnegotiation=direct'])(
    'may not carry %s, which would undo what we rely on',
    (parameter) => {
      expect(() => postgresAddress(`postgres://ann@localhost/k?${parameter}`)).toThrow(/not understood/);
    },
  );

  test.each([
    'mysql://ann:geheim@localhost/k',
    'postgres://ann:geheim@loc alhost/k',
    'postgres://localhost/k',
    'postgres://ann@localhost',
    'postgres://ann@/k',
    'keyholder',
  ])('«%s» is none', (url) => {
    const open = () => postgresAddress(url);
    expect(open).toThrow(/must look like/);
    expect(open).not.toThrow(/geheim/);
  });

  test('is told to people without its password', () => {
    expect(addressText(postgresAddress('postgres://ann:geheim@localhost/k'))).toBe('k on localhost:5432 as ann');
    expect(addressText(postgresAddress('postgres://ann@%2Frun%2Fpg/k'))).toBe('k on the socket in /run/pg as ann');
  });
});
