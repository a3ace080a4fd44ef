import type { z } from 'zod';
import type { Ctx } from '#src/ground/ctx.ts';

/** An id as it is made here: anything else names nothing, and no query needs to be asked. */
export const idPattern = /^[a-z]{3}_[0-9a-z]{10,40}$/;

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';

export type RestRequest<Q extends z.ZodType, B extends z.ZodType> = {
  ctx: Ctx;
  /** Where the request comes from, as far as that can be believed. */
  address: string;
  param(name: string): string;
  query: z.output<Q>;
  body: z.output<B>;
};

/**
 * One thing that may be asked of a resource, as data: the door checks it, the reference and OpenAPI are made from it, and
 * the tests of every refusal too. What is not in `answer` never leaves.
 */
export type Operation<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType> = {
  /** Verb and noun, for programs made from the description. */
  name: string;
  summary: string;
  /** A token needs all of these. None: any token will do. */
  scopes: readonly string[];
  /**
   * The owner of the token proves their second factor first. `door`: nothing is done before. `verb`: the act weighs it together with
   * all the rest, so whoever could not do it anyway is told that. A service has none to prove; it does what its scopes let a machine do.
   */
  stepUp?: 'door' | 'verb';
  /** Parts of the path that are not ids. */
  params?: Readonly<Record<string, RegExp>>;
  query?: Q;
  body?: B;
  /** Bytes; 256 KiB unless said. */
  bodyLimit?: number;
  answer: A;
  /** 200 unless said. */
  status?: 201 | 202 | 204;
  /** The answer holds something that is shown once: it is not kept to be given again. */
  secret?: true;
  /** The path whose GET gives the ETag that If-Match is held against. */
  edits?: string;
  run(r: RestRequest<Q, B>): Promise<z.input<A> | Verbatim> | z.input<A>;
};

/** JSON that leaves byte for byte, because somebody signed it so; `answer` says what is in it. */
export class Verbatim {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Add = <Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(path: string, operation: Operation<Q, B, A>) => void;

/** Paths are relative to `/api/v1`. */
export type Rest = { get: Add; post: Add; patch: Add; put: Add };

export type RestRoute = Operation & { method: Method; path: string };

/** What it does, and what it asks first. */
export function summaryOf({ summary, stepUp }: Pick<Operation, 'summary' | 'stepUp'>): string {
  return stepUp ? `${summary} Needs a step-up.` : summary;
}

/** Every operation that `mount` declares. */
export function routesOf(mount: (rest: Rest) => void): RestRoute[] {
  const routes: RestRoute[] = [];
  const add =
    (method: Method) =>
    (path: string, operation: object): void =>
      void routes.push({ ...(operation as Operation), method, path });
  mount({ get: add('GET'), post: add('POST'), patch: add('PATCH'), put: add('PUT') });
  return routes;
}
