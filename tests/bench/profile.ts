import { readFileSync } from 'node:fs';

/** `node tests/bench/profile.ts FILE.cpuprofile`: where the time of a profile by `node --cpu-prof` went, by part of the house and by function. */
type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
};

const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Profile;
const self = new Map<number, number>();
samples.forEach((id, index) => void self.set(id, (self.get(id) ?? 0) + (timeDeltas[index] ?? 0)));

const byPart = new Map<string, number>();
const byFunction = new Map<string, number>();
let busy = 0;
for (const { id, callFrame } of nodes) {
  const time = self.get(id) ?? 0;
  const part = partOf(callFrame);
  if (part === 'idle') continue;
  busy += time;
  add(byPart, part, time);
  add(byFunction, `${callFrame.functionName || '(anonymous)'} ${callFrame.url.split('/').slice(-3).join('/')}:${callFrame.lineNumber + 1}`, time);
}
print('by part', byPart, 40);
print('by function', byFunction, 45);

function partOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string {
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collector';
  const [, ours] = /\/dist\/(?:src\/)?((?:features\/|host\/)?[\w-]+)/.exec(url) ?? [];
  if (ours) return ours;
  const [, name] = /\/node_modules\/((?:@[\w-]+\/)?[\w.-]+)/.exec(url) ?? [];
  if (name) return `package ${name}`;
  return url.startsWith('node:') ? `node ${url.split('/')[1] ?? url}` : url === '' ? `native ${functionName}` : 'other';
}

function add(sums: Map<string, number>, name: string, time: number): void {
  sums.set(name, (sums.get(name) ?? 0) + time);
}

function print(heading: string, sums: ReadonlyMap<string, number>, most: number): void {
  console.log(`\n${heading}`);
  const rows = [...sums].sort(([, a], [, b]) => b - a).slice(0, most);
  for (const [name, time] of rows) console.log(`${((time * 100) / busy).toFixed(1).padStart(6)} %  ${name}`);
}
