import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the request that is being answered; lines of the log that are written meanwhile bear it. */
export type RequestScope = { request: string; address: string };

const scope = new AsyncLocalStorage<RequestScope>();

export const requestScope = (): RequestScope | undefined => scope.getStore();
export const inRequest = <T>(known: RequestScope, work: () => T): T => scope.run(known, work);
