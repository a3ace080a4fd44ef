/** The machine's own zone; servers that run on UTC say nothing about where their people are. */
export function suggestedZone(ofMachine: string): string {
  return /^(Etc\/|UTC$|GMT$)/.test(ofMachine) ? 'Europe/Brussels' : ofMachine;
}
