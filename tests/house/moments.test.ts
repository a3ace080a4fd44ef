import { expect, test } from 'vitest';
import { momentViolations } from './laws/moments.ts';
import { readSources, tree } from './laws/sources.ts';

test('a moment that lies ahead counts nowhere, and what is destroyed for its age asks the clock first', () => {
  expect(momentViolations(readSources(['src']))).toEqual([]);
});

const path = 'src/features/sessions/service.ts';

test.each([
  'if (factorAt === null || ctx.now() - factorAt > stepUpLasts) throw stepUp();',
  'return now - session.lastUsedAt < idleLimit;',
  'if (now - (lastUsedAt ?? 0) >= minute) await touch();',
  'return (path.verifiedAt ?? path.since) + evidenceLasts < now;',
  'const due = await listLongRetired(tx, ctx.now() - retiredFor, 500);',
  'await tx.delete(digests).where(lt(digests.at, before));',
  'await tx\n    .delete(digests)\n    .where(lte(digests.at, before));',
])('«%s» is found', (text) => {
  expect(momentViolations(tree({ [path]: text })).map((one) => one.path)).toEqual([path]);
});

test('the words for it, a length of time and a purge that asks are left alone', () => {
  const fine = {
    [path]: 'if (!fresh(factorAt, stepUpLasts, ctx.now())) throw stepUp();\nconst age = Math.floor((ctx.now() - secret.valueSetAt) / day);',
    'src/features/secrets/values.ts': 'if (!(await clockAgrees(ctx))) return 0;\nawait tx.delete(old).where(lt(old.at, ctx.now() - keptFor));',
    'src/ground/moments.ts': 'return now - moment < lasts;',
  };
  expect(momentViolations(tree(fine))).toEqual([]);
});
