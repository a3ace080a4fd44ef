import { setTimeout } from 'node:timers/promises';
import { argon2Hasher } from '#src/host/crypto/hash.ts';
import { openInstallation } from '#tests/faults/installation.ts';
import { startServer } from '#tests/helpers/server.ts';
import { openCompany, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { msOf, quantile, type Scale } from '../measure.ts';
import { revealBy } from '../asked.ts';
import { signIn } from '../visitor.ts';
import { headOf, openWire } from '../wire.ts';
import { residentOf } from './start.ts';

const password = 'een fiets in de regen';

/** 200 clients of as many networks sign in without pause while somebody else reveals once a second. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const clients = scale.name === 'tiny' ? 10 : 200;
  const { dataDir, cast } = await openCompany(sizeOf(scale.name === 'tiny' ? scale.size : Math.max(0.01, scale.size / 10)));
  const h = await openInstallation(dataDir, Date.now());
  await signIn(h, cast.people.slice(0, clients), await argon2Hasher().hash(password));
  const [holder] = await signIn(h, cast.holders.slice(0, 1));
  const emails = cast.people.slice(0, clients).map((id) => `p${Number(id.slice(5))}@voorbeeld.example`);
  const { sha256 } = h.system.crypto;
  await h.close();
  const product = await startServer(dataDir);

  // Somebody at work: their connection is open. A new one waits until those of the storm before it were accepted.
  const reveal = revealBy(product.url, holder, cast.desk[0]);
  await reveal();
  const lasts = Math.max(1, scale.seconds * 10) * 1000;
  const until = performance.now() + lasts;
  const answers = new Map<number, number>();
  const storm = emails.map(async (email, client) => {
    const wire = openWire(product.url, `127.0.${client}.1`);
    const proof = { 'sec-fetch-site': 'same-origin', 'x-keyholder-csrf': sha256(`csrf\nkhv_${client}`), Cookie: `__Host-kh-visit=khv_${client}` };
    const head = headOf('POST', product.url, '/sign-in', { ...proof, 'Content-Type': 'application/x-www-form-urlencoded' });
    const body = new URLSearchParams({ email, password }).toString();
    while (performance.now() < until) {
      const { status } = await wire.ask(head, body);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      // A browser that is told to come back later does not come back at once.
      if (status >= 400) await setTimeout(250);
    }
    wire.close();
  });
  const times: number[] = [];
  let highest = 0;
  while (performance.now() < until) {
    times.push(await msOf(reveal));
    highest = Math.max(highest, residentOf(product.pid));
    // Somebody at work asks once a second; faster would be another bench.
    await setTimeout(Math.min(1000, lasts / 10));
  }
  await Promise.all(storm);
  await product.stop();
  const signedIn = answers.get(303) ?? 0;
  const turnedAway = [...answers].flatMap(([status, count]) => (status >= 400 ? count : [])).reduce((sum, count) => sum + count, 0);
  if (signedIn === 0 || [...answers.keys()].some((status) => status >= 500 && status !== 503))
    throw new Error(`Sign-ins were answered ${JSON.stringify([...answers])}.`);
  return [
    figure({ what: 'reveal meanwhile, p99', unit: 'ms', value: quantile(times, 0.99), budget: { most: 500 } }),
    figure({ what: 'memory at most', unit: 'MB', value: highest, budget: { most: 400 } }),
    figure({ what: 'passwords proven', unit: '/s', value: (signedIn * 1000) / lasts }),
    figure({ what: 'told to come back later', unit: '/s', value: (turnedAway * 1000) / lasts }),
  ];
}
