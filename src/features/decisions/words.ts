import { readProposal } from '#src/features/proposals/index.ts';
import type { Messages } from '#src/ui/messages/index.ts';
import { kindOf } from './kinds.ts';
import type { Waiting } from './service.ts';

/** What would be done, in the words of its kind. */
export function sentenceOf(t: Messages, { proposal, person, account }: Waiting): string {
  const kind = kindOf(proposal);
  return kind.says(t, readProposal(kind, proposal).detail, { person: person ?? '', account: account ?? '' });
}
