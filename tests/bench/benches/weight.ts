import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Figure, figure } from '../figures.ts';
import type { Scale } from '../measure.ts';
import { startProduct } from '../product.ts';

type Weighed = { text: string; bytes: number };

/** What a browser loads for its first page and for the next one, compressed as it asks for it. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const product = await startProduct(Math.min(0.1, scale.size));
  const cookie = product.holders[0]?.cookie ?? '';
  const strange = await weigh(product.url, '/sign-in', '');
  const page = await weigh(product.url, '/accounts', cookie);
  const files = linkedFrom(page.text);
  const parts = await Promise.all(files.map((path) => weigh(product.url, path, cookie)));
  const bare = await Promise.all(linkedFrom(strange.text).map((path) => weigh(product.url, path, '')));
  const next = await weigh(product.url, `/accounts/${product.cast.desk[0]?.accountId}`, cookie);
  await product.stop();
  const total = (all: readonly Weighed[]) => all.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
  return [
    figure({ what: 'sign-in page', unit: 'kB', value: total([strange, ...bare]), budget: { most: 180 } }),
    figure({ what: 'first page', unit: 'kB', value: total([page, ...parts]), budget: { most: 180 } }),
    figure({ what: 'first page, requests', unit: '', value: 1 + parts.length, budget: { most: 8 } }),
    figure({ what: 'next page', unit: 'kB', value: total([next]), budget: { most: 15 } }),
    figure({ what: 'next page, requests', unit: '', value: 1 + linkedFrom(next.text).filter((path) => !files.includes(path)).length, budget: { most: 1 } }),
  ];
}

/** Styles, scripts, icons and pictures of the page: all of ours are kept for a year once they were loaded. */
function linkedFrom(html: string): string[] {
  return [...new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"#]+)/g)].map(([, path = '']) => path))];
}

/** Bytes as they travel, headers included. */
function weigh(url: string, path: string, cookie: string): Promise<Weighed> {
  const headers = { cookie, 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'nl' };
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        if (answer.statusCode !== 200) reject(new Error(`${path} answered ${answer.statusCode}.`));
        const body = Buffer.concat(chunks);
        const head = answer.rawHeaders.join('').length + answer.rawHeaders.length * 2;
        resolve({ text: unpacked(body, answer.headers['content-encoding']), bytes: body.length + head });
      });
    })
      .on('error', reject)
      .end();
  });
}

function unpacked(body: Buffer, encoding: string | undefined): string {
  const plain = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
  return plain.toString('utf8');
}
