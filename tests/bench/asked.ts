import type { Cast } from './company.ts';
import { type Budget, type Figure, figure } from './figures.ts';
import { bareDatabase } from './floor.ts';
import { besideFloor, type Scale } from './measure.ts';
import { startProduct } from './product.ts';
import type { Visitor } from './visitor.ts';
import { headOf, openWire } from './wire.ts';

type Desk = Cast['desk'][number];
type Question = (url: string, holder: Visitor | undefined, desk: Desk | undefined) => () => Promise<void>;

/** One holder's program with a connection of its own, which shows the password of their account again and again. */
export const revealBy: Question = (url, holder, desk) =>
  asking(url, holder, `/accounts/${desk?.accountId}/secrets/${desk?.secretId}/reveals`, '{"how":"shown"}', 'correct horse battery');

export const codeBy: Question = (url, holder, desk) => asking(url, holder, `/accounts/${desk?.accountId}/secrets/${desk?.totpId}/codes`, '{}', '"seconds"');

function asking(url: string, holder: Visitor | undefined, path: string, body: string, holds: string): () => Promise<void> {
  const wire = openWire(url);
  const head = headOf('POST', url, `/api/v1${path}`, { Authorization: `Bearer ${holder?.bearer}`, 'Content-Type': 'application/json' });
  return async () => {
    const answer = await wire.ask(head, body);
    if (answer.status !== 201 || !answer.body.includes(holds)) throw new Error(`${path} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  };
}

/** The same act over HTTP by 1 and by 64 clients, beside bare commits by as many. */
export async function measureAsking(scale: Scale, question: Question, budgets: { one: Budget; all: Budget }): Promise<Figure[]> {
  const product = await startProduct(scale.size);
  const floor = await bareDatabase();
  const acts = product.holders.map((holder, client) => question(product.url, holder, product.cast.desk[client]));
  const figures: Figure[] = [];
  for (const clients of [1, acts.length]) {
    const { asked, bare } = await besideFloor(scale, clients, { asked: async (client) => acts[client]?.(), bare: floor.commit });
    const what = clients === 1 ? '1 client' : `${clients} clients`;
    const budget = clients === 1 ? budgets.one : budgets.all;
    figures.push(figure({ what, unit: '/s', value: asked.perSecond, floor: { what: 'bare commits', value: bare.perSecond }, budget }));
    figures.push(figure({ what: `${what}, p99`, unit: 'ms', value: asked.p99, ...(clients === 1 ? {} : { budget: { most: 40 } }) }));
  }
  await product.stop();
  await floor.close();
  return figures;
}
