import type { PolicyState } from '#db/words.ts';
/** The texts Keyholder ships; the first is the one a reveal asks for. */
export const corporateSlug = 'corporate-accounts';
export const personalSlug = 'personal-use';

export type Block = { kind: 'heading'; text: string } | { kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] };

/** A policy is plain text: blank lines part its blocks, `# ` starts a heading, `- ` the items of a list. */
export function blocksOf(text: string): Block[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part.length > 0)
    .map(blockOf);
}

function blockOf(part: string): Block {
  if (part.startsWith('# ')) return { kind: 'heading', text: part.slice(2).trim() };
  const lines = part.split('\n').map((line) => line.trim());
  if (lines.every((line) => line.startsWith('- '))) return { kind: 'list', items: lines.map((line) => line.slice(2).trim()) };
  return { kind: 'paragraph', text: lines.join(' ') };
}

export type Part = { heading: string | null; blocks: Exclude<Block, { kind: 'heading' }>[] };

/** The blocks under their headings; what stands before the first heading has none. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  for (const block of blocksOf(text)) {
    const last = parts.at(-1);
    if (block.kind === 'heading') parts.push({ heading: block.text, blocks: [] });
    else if (last) last.blocks.push(block);
    else parts.push({ heading: null, blocks: [block] });
  }
  return parts;
}

/** Only the version in force can be acknowledged: a receipt for an old text proves nothing about the present one. */
export function mayAcknowledge(version: { state: PolicyState }): boolean {
  return version.state === 'published';
}
