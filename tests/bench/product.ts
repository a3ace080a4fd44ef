import { openInstallation } from '#tests/faults/installation.ts';
import { type Server, startServer } from '#tests/helpers/server.ts';
import { type Cast, openCompany, sizeOf } from './company.ts';
import { signIn, type Visitor } from './visitor.ts';

export type Product = Server & { cast: Cast; holders: Visitor[]; dataDir: string };

/** The built product in a process of its own on a company where every holder of the desk is signed in. */
export async function startProduct(size: number): Promise<Product> {
  const { dataDir, cast } = await openCompany(sizeOf(size));
  const h = await openInstallation(dataDir, Date.now());
  const holders = await signIn(h, cast.holders);
  await h.close();
  return { ...(await startServer(dataDir)), cast, holders, dataDir };
}
