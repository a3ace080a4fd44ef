import { type CommandInput, type CommandResult, contentsOf, type OfflineCommand, flagOf } from '#src/http/command.ts';
import type { Refusal } from './certificate.rules.ts';
import { verifyCertificate } from './verify.service.ts';

export const certificateCommands: readonly OfflineCommand[] = [
  {
    name: 'certificate verify',
    summary: 'check the signature and the content of a certificate; needs nothing but the file',
    arguments: [{ name: 'FILE', doc: 'a certificate as it was downloaded', path: 'contents' }],
    options: [{ flag: 'key', value: 'fingerprint', doc: 'the fingerprint you trust, as shown at set-up' }],
    offline: verify,
  },
];

async function verify(input: CommandInput): Promise<CommandResult> {
  const key = flagOf(input, 'key');
  const verdict = verifyCertificate(contentsOf(input, 'FILE').bytes.toString('utf8'), key);
  if (!verdict.ok) return { text: `No: ${refusals[verdict.because]}`, json: { ok: false, because: verdict.because }, exit: 1 };
  const { number, person, fingerprint, keyName, summary } = verdict.certificate;
  const text = [
    `Yes: certificate ${number} is exactly as it was signed.`,
    `${person.name}: ${summary.proven} of ${counted(summary.accounts, 'account')} proven, ${counted(summary.exceptions, 'exception')}.`,
    `Signed with ${keyName}, fingerprint ${fingerprint}.${key === undefined ? ' Compare it with the one shown at set-up, or pass it with --key.' : ''}`,
    `Whether it is the one in the log: ./keyholder audit verify --certificate FILE`,
  ].join('\n');
  return { text, json: { ok: true, number, fingerprint }, exit: 0 };
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

const refusals: Record<Refusal, string> = {
  'not-a-certificate': 'this file is not a certificate of Keyholder.',
  altered: 'the file was changed after it was issued.',
  'wrong-signature': 'the signature does not belong to this text.',
  'wrong-fingerprint': 'the fingerprint does not belong to the key.',
  'other-key': 'it was signed with another key than the one you trust.',
  inconsistent: 'its summary does not agree with its table.',
};
