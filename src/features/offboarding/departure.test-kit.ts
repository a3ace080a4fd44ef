import { completeTask, closeKnownOutside } from '#src/features/access/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { closeRotationTasks } from '#src/features/tasks/index.ts';
import type { PersonActor } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { createWeb } from '#src/http/web.ts';
import { account, company, newValue, person, role, secret } from '#tests/helpers/builders.ts';
import { world, type World } from '#tests/helpers/world.ts';
import { cutIfGone, offboardingPages } from './index.ts';

/** An HR officer, an owner, a deputy and Lars, who leaves. */
export async function departure() {
  const w = await world();
  const { adminId } = await company(w);
  const hrId = await person(w, 'Griet Coppens');
  await role(w, adminId, hrId, 'hr');
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const deputyId = await person(w, 'Dirk Deputy', { acknowledged: true });
  const leaverId = await person(w, 'Lars Leaver', { acknowledged: true });
  const accountId = await account(w, { ownerId, deputyIds: [deputyId] });
  const secretId = await secret(w, accountId, ownerId, 'correct horse');
  w.clock.advance('1m');
  return { w, adminId, hrId, ownerId, deputyId, leaverId, accountId, secretId };
}

/** A new value by somebody else, with everything that its confirmation closes. */
export async function rotates(w: World, secretId: string, accountId: string, byId: string, value = `value-${w.clock.now()}`): Promise<void> {
  w.clock.advance('1s');
  const { versionId } = await newValue(w, secretId, byId, value);
  await closeRotationTasks(await w.as(byId), secretId, versionId);
  await closeKnownOutside(await w.as(byId), accountId);
}

export async function proves(w: World, taskId: string, byId: string): Promise<void> {
  await completeTask(await w.as(byId), taskId, { evidenceKind: 'note', evidence: 'Gone from the list.' });
}

export async function codeOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}

/** The pages of this feature behind the real web shell; `as` is somebody's browser, signed in by their id. */
export function browse(w: World, locale: 'nl' | 'en' = 'en') {
  const shell = {
    ctxFor: w.ctxFor,
    authenticate: async (_: Ctx, personId: string) => {
      const { actor } = await w.as(personId);
      return actor.kind === 'person' ? { actor, stage: 'complete' as const, locale } : null;
    },
    addressOf: () => '',
    authenticateToken: async () => null,
    onGone: async (ctx: Ctx, personId: string) => void (await cutIfGone(ctx, personId, 'request')),
    organisation: getOrganisation,
    describe: async (_: Ctx, actor: PersonActor) => ({ name: actor.name, initials: 'AA', roleLine: '', nav: [] }),
    onRefusal: async () => undefined,
    screen: async () => undefined,
    assets: { styles: [], scripts: [], icon: '/icon' },
  };
  const web = createWeb(shell, w.config.publicUrl);
  offboardingPages(web);
  return {
    as(personId: string) {
      const cookies = new Map([['__Host-kh-session', personId]]);
      let csrf = '';
      const send = async (path: string, form?: Record<string, string>) => {
        const headers = { 'sec-fetch-site': 'same-origin', cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
        const body = form && new URLSearchParams({ csrf, ...form });
        const answer = await web.app.request(w.config.publicUrl + path, { headers, ...(body ? { method: 'POST', body } : {}) });
        for (const cookie of answer.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          if (value) cookies.set(name, value);
          else cookies.delete(name);
        }
        const text = await answer.text();
        csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? csrf;
        return { status: answer.status, to: answer.headers.get('location'), text };
      };
      return {
        get: (path: string) => send(path),
        async post(path: string, form: Record<string, string>) {
          // A page with a form comes before each sending: it carries the proof.
          if (!csrf) await send('/tasks');
          return send(path, form);
        },
      };
    },
  };
}
