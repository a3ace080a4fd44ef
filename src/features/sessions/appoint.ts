import { appointAdministrator } from '#src/features/people/index.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { createInvitation, type Invited } from './enrol.ts';
import { findSignIn } from './queries.ts';

export type Appointed = { already: boolean; invited: Invited | null };

/** Makes somebody administrator, and lets them in: whoever has no sign-in gets an invitation in the same unit. */
export async function appointAndInvite(ctx: Ctx, personId: string): Promise<Appointed> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const already = !(await appointAdministrator(inside, personId));
    const signIn = await findSignIn(tx, personId);
    const signsIn = signIn !== undefined && signIn.endedAt === null && signIn.confirmedAt !== null;
    return { already, invited: signsIn ? null : await createInvitation(inside, personId, 'invitation') };
  });
}
