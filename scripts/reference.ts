// Writes into the docs what is made from the code. Run it with the product built (`npm start` builds): node scripts/reference.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '#src/host/config.ts';
import { madeParts, withParts } from '#tests/house/laws/reference.ts';

for (const [path, parts] of Object.entries(madeParts())) {
  const file = join(installation, path);
  writeFileSync(file, withParts(readFileSync(file, 'utf8'), parts));
}
