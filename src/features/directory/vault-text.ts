import type { Format } from '#src/ui/format.ts';
import { type Messages, problemText } from '#src/ui/messages/index.ts';
import { countVault, type VaultLine, type VaultReport } from './vault.rules.ts';

/** What page and command say of a vault's file, in the words of one language. */
export function vaultWords(t: Messages, f: Format, report: VaultReport) {
  const { vault } = t.directory;
  const counts = countVault(report);
  const counted = (count: number) => ({ count: f.number(count), one: f.pick(count, 'one', 'other') === 'one' });
  return {
    answer: report.dryRun ? vault.wouldAnswer(counted(counts.adopted)) : vault.didAnswer(counted(counts.adopted)),
    counts: vault.counts({ same: f.number(counts.same), left: f.number(counts.left) }),
    /** Of what the counts do not say, one sentence each. */
    facts: [
      ...(report.over > 0 ? [vault.over(counted(report.over))] : []),
      ...(report.others > 0 ? [vault.others(counted(report.others))] : []),
      ...(counts.passkeys > 0 ? [vault.passkeys(counted(counts.passkeys))] : []),
      ...(report.unread.length > 0 ? [vault.unread({ names: report.unread.join(', ') })] : []),
    ],
    kind: ({ kind, left }: VaultLine) => (kind ? vault.kinds[kind] : left === 'passkey' ? vault.kinds.passkey : ''),
    say(line: VaultLine): string {
      const { left, why, others, remark } = line;
      const sentence = problemText(t, { kind: 'invalid', code: why ?? '', params: {} });
      const places = others.map((place) => f.number(place)).join(', ');
      const said =
        left === null ? (report.dryRun ? vault.would : vault.did) : left === 'unusable' ? vault.unusable({ why: sentence }) : vault.left[left]({ places });
      const note = remark === 'unescaped' || remark === 'escaped' ? vault.remarks[remark] : '';
      return [said, note].filter(Boolean).join(' ');
    },
  };
}
