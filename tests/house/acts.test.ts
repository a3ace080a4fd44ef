import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '#src/app/commands.ts';
import { installation } from '#src/host/config.ts';
import { actViolations, copiesIn, downloadsIn, type HandedOut } from './laws/acts.ts';
import { isTest, readSources, tree } from './laws/sources.ts';

const writes = (word: { path?: string; doc: string }) => word.path === 'output' || (word.path === 'place' && word.doc.startsWith('file to make'));

function readHandedOut(): HandedOut {
  const sources = readSources(['src']).filter(({ path }) => !isTest(path));
  const notices = sources.find(({ path }) => path === 'src/ground/notice.ts')?.text ?? '';
  const [, templates = ''] = /export type NoticeData = \{\n([\s\S]*?)\n\};/.exec(notices) ?? [];
  return {
    mails: [...templates.matchAll(/^ {2}'?([a-z-]+)'?: /gm)].map(([, name = '']) => name),
    commands: commands.filter(({ arguments: words, options }) => [...words, ...options].some(writes)).map(({ name }) => name),
    downloads: downloadsIn(sources),
    copies: copiesIn(sources),
  };
}

test('every act is followed to its end by a test that is there, and nothing is handed out that no act speaks of', () => {
  const found = readHandedOut();
  expect(found.mails).toContain('digest');
  expect(found.downloads).not.toEqual([]);
  expect(found.commands).toContain('audit export');
  const tests = readSources(['src', 'tests']).filter(({ path }) => isTest(path));
  expect(actViolations(readFileSync(join(installation, 'docs/acts.md'), 'utf8'), found, tests)).toEqual([]);
});

const tests = tree({ 'tests/a.test.ts': "test('the file opens', …)" });
const handedOut = { mails: ['digest'], commands: ['backup'], downloads: ['/x.json'], copies: ['token'] };
const row = (names: string, proof = '`tests/a.test.ts`: the file opens') => `| act | end | followed by |\n| --- | --- | --- |\n| ${names} | end | ${proof} |\n`;
const whole = '`mail digest` `./keyholder backup` `GET /x.json` `copy token`';
const said = (page: string) => actViolations(page, handedOut, tests).map(({ because }) => because);

test('finds what is handed out and not followed, and proofs that are not there', () => {
  expect(said(row(whole))).toEqual([]);
  expect(said(row('`mail digest` `GET /x.json` `copy token`'))).toEqual(['does not follow ./keyholder backup to its end']);
  expect(said(row(whole, 'by eye'))).toEqual([`says of no test that it follows: ${whole}`]);
  expect(said(row(whole, '`tests/b.test.ts`: the file opens'))).toEqual(['names tests/b.test.ts, which is not there']);
  expect(said(row(whole, '`tests/a.test.ts`: it closes'))).toEqual(['names a test that tests/a.test.ts does not have: it closes']);
});

test('finds downloads and copies where they are made', () => {
  const pages = tree({
    'src/x.tsx': "web.get('/a', f); web.get('/b/:id', (r) => { return r.file(body, 'text/csv', 'b.csv'); }); <CopyButton page={page} of=\"link\" />",
  });
  expect([downloadsIn(pages), copiesIn(pages)]).toEqual([['/b/:id'], ['link']]);
});
