import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Asset = { type: string; body: Buffer; brotli: Buffer; gzip: Buffer; etag: string };
export type AssetPaths = { styles: readonly string[]; scripts: readonly string[]; icon: string };
export type Assets = { files: ReadonlyMap<string, Asset>; paths: AssetPaths };

const css = 'text/css; charset=utf-8';
const js = 'text/javascript; charset=utf-8';

/**
 * Reads and compresses the files a page needs, once at start. `installation` is the folder with package.json. Paths carry a hash
 * of the content, so browsers may keep them for ever.
 */
export function readAssets(installation: string): Assets {
  const files = new Map<string, Asset>();
  const add = (name: string, extension: string, type: string, ...sources: readonly string[]) => {
    const body = Buffer.concat(sources.map((source) => readFileSync(`${installation}/${source}`)));
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
    const path = `/assets/${name}-${hash}.${extension}`;
    files.set(path, { type, body, ...compress(body), etag: `"${hash}"` });
    return path;
  };
  const own = 'src/ui/assets';
  const paths = {
    styles: [
      add('tabler', 'css', css, 'node_modules/@tabler/core/dist/css/tabler.min.css'),
      add('keyholder', 'css', css, `${own}/tokens.css`, `${own}/shell.css`, `${own}/parts.css`),
    ],
    scripts: [
      add('htmx', 'js', js, 'node_modules/htmx.org/dist/htmx.min.js'),
      add('keyholder', 'js', js, `${own}/keyholder.js`, `${own}/clipboard.js`, `${own}/page.js`),
    ],
    icon: add('favicon', 'svg', 'image/svg+xml', `${own}/favicon.svg`),
  };
  return { files, paths };
}

/** Quality 9 is within a few percent of the best and takes a tenth of its time: it runs at every start. */
function compress(body: Buffer) {
  return {
    brotli: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzip: gzipSync(body),
  };
}
