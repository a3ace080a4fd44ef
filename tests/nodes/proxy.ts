import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A wire between the product and its database that can be cut at the worst moment. */
export type Wire = {
  /** The database's URL through this wire. */
  url: string;
  /** Cuts the next COMMIT: before it reaches the server, or after the server has done it and before it can say so. */
  cutNextCommit(when: 'before' | 'after'): void;
  /** Cuts everything and lets nobody through until it is mended. */
  cut(): void;
  mend(): void;
};

const commit = Buffer.from('commit\0');
const committed = Buffer.from('COMMIT\0');

export async function wireTo(databaseUrl: string): Promise<Wire> {
  const [, folder = ''] = /@([^/]+)\//.exec(databaseUrl) ?? [];
  const socketFile = join(decodeURIComponent(folder), '.s.PGSQL.5432');
  const pairs = new Set<Socket>();
  let next: 'before' | 'after' | null = null;
  let isCut = false;

  const wire = createServer((client) => {
    if (isCut) return void client.destroy();
    const server = connect(socketFile);
    const both = [client, server];
    const cutBoth = () => {
      for (const end of both) {
        end.destroy();
        pairs.delete(end);
      }
    };
    let isSilent = false;
    for (const end of both) {
      pairs.add(end);
      end.on('error', cutBoth);
      end.on('close', cutBoth);
    }
    client.on('data', (said) => {
      if (next === 'before' && said.includes(commit)) {
        next = null;
        return cutBoth();
      }
      if (next === 'after' && said.includes(commit)) {
        next = null;
        isSilent = true;
      }
      server.write(said);
    });
    server.on('data', (said) => {
      if (!isSilent) client.write(said);
      else if (said.includes(committed)) cutBoth();
    });
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  onTestFinished(() => {
    for (const end of pairs) end.destroy();
    wire.close();
  });
  const { port } = wire.address() as AddressInfo;
  return {
    url: databaseUrl.replace(folder, `127.0.0.1:${port}`),
    cutNextCommit: (when) => {
      next = when;
    },
    cut() {
      isCut = true;
      for (const end of pairs) end.destroy();
    },
    mend() {
      isCut = false;
    },
  };
}
