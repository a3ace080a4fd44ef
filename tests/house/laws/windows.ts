import { isTest, type Source, type Violation, withoutComments } from './sources.ts';

/** Every view of the world outside, and the rooms that have it. */
const windows: readonly { word: RegExp; rooms: RegExp }[] = [
  // Tables are made for one engine before any configuration exists, hence the second room.
  { word: /\bprocess\.env\b/, rooms: /^(src\/host\/config|db\/engine)\.ts$/ },
  { word: /\bnew Date\(\s*\)|\bDate\.now\b/, rooms: /^src\/host\/clock\.ts$/ },
  // How long something took is no time of day.
  { word: /\bperformance\.now\b/, rooms: /^src\/host\// },
  { word: /\bnew Date\b/, rooms: /^src\/(host\/clock|ground\/time|ui\/format)\.ts$/ },
  { word: /\bMath\.random\b/, rooms: /^$/ },
  { word: /\brandom(Bytes|Int|UUID|FillSync|Fill)\b|\bgetRandomValues\b/, rooms: /^src\/host\/(ids|crypto\/\w+)\.ts$/ },
  { word: /(?<![.\w])fetch\(|\bnode:(http2?|https|dgram|tls|dns)\b/, rooms: /^$/ },
  // One talks to the command line; the other asks whether a port is free.
  { word: /from 'node:net'/, rooms: /^src\/(app\/socket|host\/(networks|port))\.ts$/ },
  { word: /from '(nodemailer|smtp-\w+)/, rooms: /^src\/host\/mail\.ts$/ },
  { word: /from '(better-sqlite3|pg|drizzle-orm\/(better-sqlite3|node-postgres)[\w/-]*)'/, rooms: /^src\/host\/db\// },
  { word: /\.transaction\(/, rooms: /^$/ },
  // A thread may load the tables of the other engine.
  { word: /from 'node:worker_threads'/, rooms: /^src\/app\/(migrate-to|move-worker)\.ts$/ },
  { word: /from 'node:child_process'|\beval\(|\bnew Function\(/, rooms: /^$/ },
];

/** Time, chance, environment, network and drivers only in their one room. */
export function windowViolations(sources: readonly Source[]): Violation[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, text }) => {
      const said = withoutComments(text);
      const hits = windows.filter(({ rooms }) => !rooms.test(path)).flatMap(({ word }) => word.exec(said)?.[0] ?? []);
      return hits.map((hit) => ({ path, because: `says ${hit}, which has its own room` }));
    });
}
