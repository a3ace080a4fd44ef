import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cases, textsOf } from '../evidence/vectors.ts';
import { generatedClients } from './clients.ts';

// `npm run test:peers`: what programs that are not ours make of what Keyholder hands out. They have to be there: a peer that is missing is
// a failure here, and `npm test` does without them.

type Peer = { name: string; run(): string[] | Promise<string[]> };

/** Python and openssl, by a verifier that was written from docs/evidence-format.md. */
const evidence: Peer = {
  name: 'evidence.py',
  run() {
    const program = join(import.meta.dirname, 'evidence.py');
    return cases.flatMap((one) => {
      const folder = mkdtempSync(join(tmpdir(), 'keyholder-peer-'));
      try {
        const paths = textsOf(one).map(({ name, text }) => {
          writeFileSync(join(folder, name), text);
          return join(folder, name);
        });
        const { status, stdout, stderr } = spawnSync('python3', [program, one.key || 'nobody', ...paths], { encoding: 'utf8' });
        return status === one.exit ? [] : [`${one.name}: ${status} instead of ${one.exit}. ${stdout}${stderr}`];
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  },
};

const peers: readonly Peer[] = [evidence, { name: 'generated clients', run: generatedClients }];

const wrong: string[] = [];
for (const peer of peers) {
  const found = await peer.run();
  console.log(`${peer.name}: ${found.length === 0 ? 'agrees' : `${found.length} differ`}`);
  wrong.push(...found);
}
for (const line of wrong) console.error(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
