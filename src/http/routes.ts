import type { Child } from 'hono/jsx';
import type { z } from 'zod';
import type { Ctx } from '#src/ground/ctx.ts';
import type { Problem } from '#src/ground/problem.ts';
import type { PageContext } from '#src/ui/page.tsx';

/** Who may knock. `half` is somebody between the two steps of a sign-in. Whether they may come in is the verb's decision. */
export type Knock = 'public' | 'half' | 'signed-in';

export type Upload = { name: string; bytes: Buffer };

/** What a page handler gets to see of a request, and the ways in which it may answer. */
export type WebRequest = {
  ctx: Ctx;
  page: PageContext;
  path: string;
  /** The address with its query, for links that come back. */
  here: string;
  /** The page of ours that the request came from, where the browser says so. */
  referrer: string | undefined;
  isFragment: boolean;
  address: string;
  device: string;
  param(name: string): string;
  query(name: string): string | undefined;
  /** The form, parsed strictly; throws an `invalid` problem that names the fields. */
  form<S extends z.ZodType>(schema: S): Promise<z.output<S>>;
  upload(field: string): Promise<Upload | undefined>;
  cookie(name: 'session' | 'device'): string | undefined;
  /** A whole page in the layout of somebody signed in; `title` is the browser tab's. */
  render(title: string, view: Child, status?: number): Promise<Response>;
  /** A page for strangers: sign-in, set-up, invitations. */
  renderBare(title: string, view: Child, status?: number): Promise<Response>;
  /** A piece of a page, for htmx. */
  fragment(view: Child, status?: number): Promise<Response>;
  /** A document of our own kind, downloaded or shown as it is. */
  file(body: string | Uint8Array, type: string, name?: string): Response;
  /** After a POST. The flash is shown once on the next page. */
  redirect(path: string, flash?: string): Response;
  /** Queues cookies for whatever answer follows. */
  keepCookie(name: 'session' | 'device' | 'locale', value: string | null): void;
};

export type PageHandler = (r: WebRequest) => Promise<Response> | Response;

/** `values` are what was typed, without anything secret, so that nothing typed is lost. */
export type Retry = (r: WebRequest, problem: Problem, values: Readonly<Record<string, string>>) => Promise<Response> | Response;

export type Web = {
  get(path: string, who: Knock, handler: PageHandler): void;
  /** `retry` shows the form again when the verb answers with a problem that its reader can mend. */
  post(path: string, who: Knock, handler: PageHandler, retry?: Retry): void;
  /** A POST that may carry a file of up to 10 MiB. */
  upload(path: string, who: Knock, handler: PageHandler, retry?: Retry): void;
};

export type Job = {
  name: string;
  /** Milliseconds between runs. */
  every: number;
  /** A cheap look whether there is anything to do; without it the job always runs. */
  isDue?(ctx: Ctx): Promise<boolean>;
  /** What it did, in a few words for the list of runs. `isFirst`: nobody knows how long this process was not there before. */
  run(ctx: Ctx, isFirst: boolean): Promise<string>;
};
