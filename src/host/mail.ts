import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';

export type Address = { name: string; address: string };
export type Mail = { from: string; to: Address; subject: string; text: string; html: string; messageId: string };

/**
 * `unreachable`: no server that we trust answered, so no other mail will leave either. `later`: the server asks to try
 * this one again. `never`: it will not take this one. `because` holds codes only, never an address or a text.
 */
export type Refusal = { kind: 'unreachable' | 'later' | 'never'; because: string };

/** Null once the server has taken the mail. */
export type MailTransport = { send(mail: Mail): Promise<Refusal | null>; close(): void };

/** What we say of ourselves, and whose certificates count, as PEM: those and no others. */
export type MailManners = { greetAs?: string | undefined; ca?: string | undefined; replyTo?: string | undefined };

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Off the loopback nothing is said before TLS with a certificate we trust; there is no fall-back and no switch for it. On the
 * loopback `?tls=required` asks for the same.
 */
export function createMailTransport(smtpUrl: string, manners: MailManners = {}): MailTransport {
  const transport = createTransport(optionsOf(new URL(smtpUrl), manners));
  const { greetAs, replyTo } = manners;
  return {
    async send(mail) {
      try {
        await withinLimit(
          transport.sendMail({
            ...mail,
            ...(replyTo ? { replyTo } : {}),
            headers: {
              'Auto-Submitted': 'auto-generated',
              'X-Auto-Response-Suppress': 'All',
              // RFC 2919: by it a mailbox sorts what comes from here.
              ...(greetAs ? { 'List-Id': `Keyholder <keyholder.${greetAs}>` } : {}),
            },
            disableFileAccess: true,
            disableUrlAccess: true,
          }),
        );
        return null;
      } catch (error) {
        return classified(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Is there a server that we trust and that lets us in? Nothing is sent. */
export async function checkMailServer(smtpUrl: string, manners: MailManners = {}): Promise<Refusal | null> {
  const transport = createTransport(optionsOf(new URL(smtpUrl), manners));
  try {
    await withinLimit(transport.verify());
    return null;
  } catch (error) {
    return classified(error);
  } finally {
    transport.close();
  }
}

function optionsOf(url: URL, { greetAs, ca }: MailManners): SMTPTransport.Options {
  const secure = url.protocol === 'smtps:';
  const local = loopback.includes(url.hostname);
  const plain = !secure && local && url.searchParams.get('tls') !== 'required';
  const port = url.port ? Number(url.port) : secure ? 465 : local ? 25 : 587;
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    secure,
    // A machine without a name of its own would say `[127.0.0.1]`, and relays of large providers hang up on that.
    ...(greetAs ? { name: greetAs } : {}),
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca ? { ca } : {}) },
    ...(user ? { auth: { user, pass: decodeURIComponent(url.password) } } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    dnsTimeout: 10_000,
  };
}

const longestSend = 120_000;

class TooSlow extends Error {
  readonly code = 'TOOSLOW';
}

/** Time-outs of sockets count silence; a server that drips one byte a second never falls silent. */
async function withinLimit(sending: Promise<unknown>): Promise<void> {
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TooSlow()), longestSend);
  try {
    await Promise.race([sending, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function classified(error: unknown): Refusal {
  if (!(error instanceof Error)) return { kind: 'later', because: 'unknown' };
  const code = 'code' in error ? String(error.code) : error.name;
  const answer = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  // What nodemailer calls a socket's fault is most often a certificate that nobody here knows.
  const because = /certificate/i.test(error.message) ? `${code}, certificate not trusted` : answer === null ? code : `${code} ${answer}`;
  const concernsThisMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && !('command' in error && error.command === 'MAIL FROM');
  if (!concernsThisMail) return { kind: 'unreachable', because };
  return { kind: answer !== null && answer < 500 ? 'later' : 'never', because };
}
