import { createServer } from '#src/app/server.ts';
import { inProcess, sizeOf } from './company.ts';
import { type Figure, figure } from './figures.ts';
import { besideFloor, type Scale } from './measure.ts';
import { signIn } from './visitor.ts';

/** Pages of a large company as its administrator gets them, beside a page of the same shell that says only that nothing is there. */
export async function measurePages(scale: Scale, pages: Readonly<Record<string, string>>): Promise<Figure[]> {
  const h = await inProcess(sizeOf(scale.size));
  const server = createServer(h.app);
  const [visitor] = await signIn(h, [h.cast.adminId]);
  const headers = { cookie: visitor?.cookie ?? '', 'accept-language': 'nl' };
  const ask = async (path: string, status = 200) => {
    const answer = await server.request(`${h.config.publicUrl}${path}`, { headers });
    const text = await answer.text();
    if (answer.status !== status || !text.includes('</html>')) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 200)}`);
  };
  const figures: Figure[] = [];
  for (const [what, path] of Object.entries(pages)) {
    const { page, empty } = await besideFloor(scale, 1, { page: () => ask(path), empty: () => ask('/no-such-page', 404) });
    const floor = { what: 'empty page', value: empty.p50 };
    figures.push(figure({ what, unit: 'ms', value: page.p50, floor, budget: { mostRatio: 3 } }));
    figures.push(figure({ what: `${what}, p99`, unit: 'ms', value: page.p99, budget: { most: 20 } }));
  }
  await h.close();
  return figures;
}
