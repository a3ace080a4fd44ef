import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

export type Received = { to: string; mail: Email };

export type MailServer = {
  /** Goes on pointing here while the server is down. */
  url: string;
  port: number;
  received: Received[];
  /** Answers the next recipients with this SMTP code instead of taking the mail; null ends it. */
  refuse(code: number | null): void;
  down(): Promise<void>;
  up(): Promise<void>;
};

/** A real SMTP server on the loopback, without TLS unless asked for. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: Received[] = [];
  let refusal: number | null = null;
  let running: SMTPServer | undefined;
  let port = 0;

  const start = () => {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      ...options,
      onRcptTo(_address, _session, answer) {
        answer(refusal === null ? null : Object.assign(new Error('not now'), { responseCode: refusal }));
      },
      onData(stream, session, answer) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
            received.push({ to: session.envelope.rcptTo[0]?.address ?? '', mail });
            answer(null);
          }, answer);
        });
      },
    });
    // A client that hangs up half-way is what some tests are about.
    server.on('error', () => undefined);
    running = server;
    return new Promise<void>((resolve) => {
      const listening = server.listen(port, '0.0.0.0', () => {
        const address = listening.address();
        if (address && typeof address === 'object') port = address.port;
        resolve();
      });
    });
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      const server = running;
      running = undefined;
      if (server) server.close(() => resolve());
      else resolve();
    });

  await start();
  onTestFinished(stop);
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    refuse: (code) => {
      refusal = code;
    },
    down: stop,
    up: start,
  };
}
