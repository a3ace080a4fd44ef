import type { Messages } from '#src/ui/messages/index.ts';
import type { Doer } from './actor.rules.ts';

/** By name; where nobody has one, by kind. */
export function whoDid({ audit }: Messages, { kind, name }: Doer): string {
  return name ?? audit.machine[kind as keyof typeof audit.machine];
}
