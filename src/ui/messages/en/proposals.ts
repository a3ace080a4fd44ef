import type { ProposalReason } from '#db/words.ts';
import type { Format } from '#src/ui/format.ts';

type Kinds = 'office' | 'grant' | 'invitation' | 'sign-in-reset' | 'departure';

/** What waits for somebody else than whoever asked for it. */
export const proposals = {
  title: 'Waits for a second person',
  answer: (p: { count: number; mine: number }, f: Format) => {
    if (p.count === 0) return 'Nothing waits for a second person.';
    const waits = f.plural(p.count, 'act waits', 'acts wait');
    if (p.mine === 0) return `${waits} for a second person, and that is not you.`;
    return p.mine === p.count ? `${waits} for your word.` : `${waits} for a second person; about ${f.number(p.mine)} you may decide.`;
  },
  softNothing: 'What a machine asks for, or somebody for themselves, comes here before it is done.',
  soft: 'Nothing of it is done yet. Confirm what you expected; what you did not expect, ask about first.',
  caption: 'What waits, the oldest first',
  what: {
    office: (p: { person: string; office: string; account: string }) => `${p.person} as ${p.office} of ${p.account}`,
    grant: (p: { person: string; way: string; account: string }) => `Access to ${p.account} for ${p.person} (${p.way})`,
    departure: (p: { person: string }) => `${p.person} leaves: all their access ends`,
    invitation: (p: { person: string }) => `The new address of ${p.person} is theirs, and they may be invited there`,
    'sign-in-reset': (p: { person: string; lost: string }) => `A new way to sign in for ${p.person}, who lost ${p.lost}`,
  },
  lost: { factor: 'their phone', password: 'their password', both: 'phone and password' },
  asked: 'It waits for a second person, because you have just set the address of this person.',
  column: { what: 'What', asked: 'Asked by', act: 'Act' },
  why: {
    machine: 'A machine asked; a person decides.',
    'to-oneself': 'Nobody gives something to themselves.',
    'after-change': 'Somebody changed where mail goes shortly before.',
    breaker: 'More people leave at once than usual. Meanwhile they cannot sign in.',
    'lost-sign-in': 'Somebody says that they lost their way in.',
  } satisfies Record<ProposalReason, string>,
  machine: 'the machine',
  onAt: (p: { name: string; at: string }) => `${p.name}, ${p.at}`,
  readyAt: (p: { at: string }) => `Not before ${p.at}.`,
  together: (p: { count: number }, f: Format) => `Asked together: ${f.plural(p.count, 'act', 'acts')}`,
  togetherNote: 'Confirming does all of these that you may decide about.',
  confirmTogether: (p: { count: number }, f: Format) => (p.count === 1 ? 'Confirm it' : `Confirm all ${f.number(p.count)}`),
  others: 'Besides',
  confirm: 'Confirm',
  dismiss: 'Dismiss',
  done: (p: { confirmed: number; overtaken: number }, f: Format) => {
    const done = p.confirmed === 0 ? 'Nothing was done.' : p.confirmed === 1 ? 'It is done.' : `${f.number(p.confirmed)} are done.`;
    return p.overtaken === 0 ? done : `${done} ${f.plural(p.overtaken, 'no longer fits', 'no longer fit')} and was closed.`;
  },
  dismissed: 'It will not be done.',
  kind: { office: 'Office', grant: 'Access', invitation: 'Address', 'sign-in-reset': 'Sign-in', departure: 'Departure' } satisfies Record<Kinds, string>,
  toDecide: (p: { count: number }, f: Format) => `${f.plural(p.count, 'act waits', 'acts wait')} for you as the second person`,
  toDecideBelow: 'Nothing of it is done before somebody decides.',
};
