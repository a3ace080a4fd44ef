import { connect, type Socket } from 'node:net';

export type Answer = { status: number; body: string };
export type Wire = { ask(head: string, body?: string): Promise<Answer>; close(): void };

/**
 * One kept-alive connection that sends ready-made requests, made anew when the server has closed it for being idle.
 * Clients share two cores with the server they measure, and Node's own would take most of one.
 */
export function openWire(url: string, localAddress = '127.0.0.1'): Wire {
  const { hostname, port } = new URL(url);
  const address = { port: Number(port), host: hostname === 'localhost' ? '127.0.0.1' : hostname, localAddress };
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  let received = '';
  let socket: Socket | undefined;
  const open = () => {
    const opened = connect(address).setNoDelay(true).setEncoding('latin1');
    opened.on('data', (chunk: Buffer | string) => {
      received += chunk.toString();
      const answer = whole(received);
      if (!answer || !waiting) return;
      received = '';
      const { resolve } = waiting;
      waiting = undefined;
      resolve(answer);
    });
    opened.on('error', (error) => waiting?.reject(error));
    opened.on('close', () => {
      if (socket === opened) socket = undefined;
      waiting?.reject(new Error(`The connection ended before an answer came: ${received.slice(0, 200)}`));
    });
    return opened;
  };
  return {
    ask: (head, body = '') =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket ??= open();
        socket.write(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      }),
    close: () => socket?.destroy(),
  };
}

/** The answer once all of it is there. */
function whole(text: string): Answer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length) ? { status, body } : undefined;
  if (!/\r\ntransfer-encoding: chunked/i.test(head)) return { status, body };
  return body.endsWith('0\r\n\r\n') ? { status, body } : undefined;
}

/** A request line with its headers, without the length of its body. */
export function headOf(method: 'GET' | 'POST', url: string, path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ Host: new URL(url).host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines].join('\r\n');
}
