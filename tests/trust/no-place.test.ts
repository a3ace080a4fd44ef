import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failedOutcome } from '#src/app/failure.ts';
import { writeAcceptance } from '#src/host/anchor.ts';
import { freshFolder } from '#tests/helpers/database.ts';

test('where the folder of the anchor is gone, audit accept says so in a sentence and what to do', () => {
  const folder = join(freshFolder(), 'gone');
  const accept = () => writeAcceptance(join(folder, 'audit.anchor'), { seq: 1, hash: '0'.repeat(64), at: 0 });
  const said = (() => {
    try {
      return accept();
    } catch (error) {
      return failedOutcome(error);
    }
  })();
  const text = `The folder of the audit anchor, ${folder}, is not there. Make it, or set KEYHOLDER_AUDIT_ANCHOR, and accept again.`;
  expect(said).toMatchObject({ exit: 1, text });
});
