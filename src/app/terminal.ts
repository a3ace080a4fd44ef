import { createInterface } from 'node:readline';
import { confirm, isCancel, password, progress } from '@clack/prompts';

/** Both ends of a process: what people read, and the person at it, if there is one. */
export type Terminal = {
  out(text: string | Uint8Array): void;
  err(text: string): void;
  /** Somebody is there to answer. */
  interactive: boolean;
  ask(question: string): Promise<boolean>;
  /** Without an echo; null where nobody answers. */
  secret(question: string): Promise<string | null>;
  /** The first line of what is piped in. */
  line(): Promise<string>;
  /** Shows that something is going on until it is stopped. */
  busy(what: string): Busy;
};

export type Busy = { progress(done: number, total: number): void; stop(): void };

const idle: Busy = { progress: () => undefined, stop: () => undefined };

/** Questions and progress go to standard error, so that what is piped on is the result alone. */
export function systemTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    interactive: Boolean(stdin.isTTY && stdout.isTTY && stderr.isTTY),
    async ask(message) {
      const answer = await confirm({ message, initialValue: false, output: stderr });
      return !isCancel(answer) && answer;
    },
    async secret(message) {
      const typed = await password({ message, output: stderr });
      return isCancel(typed) ? null : (typed ?? '');
    },
    async line() {
      for await (const line of createInterface({ input: stdin })) return line;
      return '';
    },
    busy: (what) => (stderr.isTTY ? showBusy(what) : idle),
  };
}

function showBusy(what: string): Busy {
  const bar = progress({ max: 100, output: process.stderr, withGuide: false });
  // The library ends the process with 0 on Ctrl+C, and what was broken off is not done.
  const brokenOff = () => {
    process.exitCode = 130;
  };
  process.once('exit', brokenOff);
  let shown = 0;
  bar.start(what);
  return {
    progress(done, total) {
      const percent = Math.floor((done / Math.max(total, 1)) * 100);
      if (percent > shown) bar.advance(percent - shown);
      shown = Math.max(shown, percent);
    },
    stop() {
      bar.clear();
      process.removeListener('exit', brokenOff);
    },
  };
}
