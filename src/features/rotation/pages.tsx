import { accountFacts } from '#src/features/access/index.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { allows } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import { day } from '#src/ground/time.ts';
import { passwordAges } from './ages.service.ts';
import { rotationDetails } from './details.ts';
import { dueRotations } from './due.ts';
import { confirmRotation } from './confirm.ts';
import { RotationGuide } from './guide.tsx';
import { Candidate, CandidateCode, type Shown } from './guide-acts.tsx';
import { Verdict } from './guide-verdict.tsx';
import { blockInput, confirmInput, emptyInput, openInput, prepareInput, revealInput } from './input.ts';
import { abandonRotation, blockRotation, openRotation, prepareRotation, refuseRotation, showCandidate, showCandidateCode, unblockRotation } from './service.ts';
import { RotationBoard } from './views.tsx';

const ahead = 14 * day;

export function rotationPages(web: Web): void {
  web.get('/rotations', 'signed-in', async (r) => {
    const due = await dueRotations(r.ctx, { within: ahead });
    const rotatable = new Set<string>();
    for (const accountId of new Set(due.map((one) => one.accountId))) {
      if (allows(r.ctx, 'rotation.run', await accountFacts(r.ctx, accountId))) rotatable.add(accountId);
    }
    return r.render(r.page.t.rotation.title, <RotationBoard page={r.page} due={due} rotatable={rotatable} ages={await passwordAges(r.ctx)} />);
  });

  web.post('/rotations', 'signed-in', async (r) => {
    const { secretId } = await r.form(openInput);
    const { id } = await openRotation(r.ctx, secretId);
    return r.redirect(`/rotations/${id}`);
  });

  web.get('/rotations/:id', 'signed-in', (r) => guide(r));

  const act = (path: string, run: (r: WebRequest, id: string) => Promise<string | undefined>) =>
    web.post(
      `/rotations/:id/${path}`,
      'signed-in',
      async (r) => {
        const flash = await run(r, r.param('id'));
        return r.redirect(`/rotations/${r.param('id')}`, flash);
      },
      (r, problem, values) => guide(r, problem, values),
    );

  act('candidates', async (r, id) => {
    const { value } = await r.form(prepareInput);
    await prepareRotation(r.ctx, id, value);
    return undefined;
  });
  act('confirmation', async (r, id) => {
    const { code } = await r.form(confirmInput);
    const { state, answered } = await confirmRotation(r.ctx, id, code ? { kind: 'second-device', code } : { kind: 'attested' });
    return state === 'attested' ? r.page.t.rotation.attestedFlash : r.page.t.rotation.confirmedFlash({ answered }, r.page.f);
  });
  act('obstacle', async (r, id) => {
    await blockRotation(r.ctx, id, (await r.form(blockInput)).because);
    return undefined;
  });
  act('resumption', async (r, id) => {
    await r.form(emptyInput);
    await unblockRotation(r.ctx, id);
    return undefined;
  });
  act('abandonment', async (r, id) => {
    await r.form(emptyInput);
    await abandonRotation(r.ctx, id);
    return r.page.t.rotation.abandoned;
  });

  web.post('/rotations/:id/refusal', 'signed-in', async (r) => {
    await r.form(emptyInput);
    const { id } = await refuseRotation(r.ctx, r.param('id'));
    return r.redirect(`/rotations/${id}`, r.page.t.rotation.refusedFlash);
  });

  web.post(
    '/rotations/:id/reveals',
    'signed-in',
    async (r) => {
      const { how, reason } = await r.form(revealInput);
      const { value } = await showCandidate(r.ctx, r.param('id'), how, reason);
      return opened(r, { value, reason });
    },
    async (r, problem, values) => {
      if (!r.isFragment) return guide(r, problem, values);
      const details = await rotationDetails(r.ctx, r.param('id'));
      return r.fragment(<Candidate page={r.page} details={details} reason={values['reason']} problem={problem} />, 403);
    },
  );

  web.post('/rotations/:id/codes', 'signed-in', async (r) => {
    await r.form(emptyInput);
    return opened(r, await showCandidateCode(r.ctx, r.param('id')));
  });
}

/** The value or the code in its place, and beside it the verdict, which only somebody who has seen it can give. */
async function opened(r: WebRequest, shown: Shown): Promise<Response> {
  const details = await rotationDetails(r.ctx, r.param('id'));
  if (!r.isFragment) return r.render(details.title, <RotationGuide page={r.page} details={details} shown={shown} />);
  return r.fragment(
    <>
      {'value' in shown ? <Candidate page={r.page} details={details} {...shown} /> : <CandidateCode page={r.page} shown={shown} />}
      <Verdict page={r.page} details={details} beside />
    </>,
  );
}

async function guide(r: WebRequest, problem?: Problem, values?: Readonly<Record<string, string>>): Promise<Response> {
  const details = await rotationDetails(r.ctx, r.param('id'));
  const view = (
    <RotationGuide page={r.page} details={details} unsure={r.query('unsure') === 'yes'} {...(problem ? { problem } : {})} {...(values ? { values } : {})} />
  );
  return r.render(details.title, view, problem ? 422 : 200);
}
