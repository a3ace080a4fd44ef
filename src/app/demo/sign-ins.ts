import {
  completeSignIn,
  confirmEnrolment,
  createInvitation,
  endOtherSessions,
  getEnrolment,
  redeemInvitation,
  startSignIn,
} from '#src/features/sessions/index.ts';
import { setUp, setupLink } from '#src/features/setup/index.ts';
import { createToken, grantableScopes } from '#src/features/tokens/index.ts';
import { changePerson } from '#src/features/people/index.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { type Calendar, timeZone } from './calendar.ts';
import { company, emailOf, guides, type Member, nameOf } from './people.ts';
import type { Act, Stage } from './stage.ts';

/** Who can sign in, and with what; only the demo's own file knows. */
export type Key = { key: string; name: string; email: string; seed: string; token?: string };
export type Keys = { password: string; list: Key[] };

const address = '198.51.100.7';

/** The first administrator, by the one-time link of a new installation. */
export async function setsUp(stage: Stage, member: Member, keys: Keys): Promise<void> {
  const { key, given, family, job, department } = member;
  const token = (await setupLink(stage.system))?.split('#')[1] ?? '';
  const input = { token, organisation: company, timeZone, locale: 'nl', givenName: given, familyName: family, email: emailOf(member) } as const;
  const { personId, sessionToken } = await setUp(stage.stranger, { ...input, password: keys.password, device: 'Firefox op Linux' });
  stage.name(`person/${key}`, personId);
  await couples(stage, member, sessionToken, keys);
  await changePerson(await stage.as(key), personId, { jobTitle: job, department, employeeNumber: '1001' });
}

export async function enrols(stage: Stage, member: Member, keys: Keys): Promise<void> {
  const { token } = await createInvitation(await stage.as('ilse'), stage.id(`person/${member.key}`), 'invitation');
  const { sessionToken } = await redeemInvitation(stage.stranger, { token, password: keys.password, device: 'Chrome op Windows' });
  await couples(stage, member, sessionToken, keys);
}

/** Couples an authenticator app, and signs out at the end of the day. */
async function couples(stage: Stage, member: Member, sessionToken: string, keys: Keys): Promise<void> {
  const { seed } = await getEnrolment(stage.stranger, sessionToken);
  await confirmEnrolment(stage.stranger, { sessionToken, code: codeAt(seed, stage.clock.now()), address });
  await endOtherSessions(await stage.as(member.key));
  keys.list.push({ key: member.key, name: nameOf(member), email: emailOf(member), seed });
}

/** Browsers that are open: one until its person was cut off, two at the moment the story is told. */
export function openBrowsers({ ago, minutesAgo }: Calendar, keys: Keys): Act[] {
  const opens = (at: number, who: string, device: string): Act => ({
    at,
    async play({ stranger, clock }) {
      const { email = '', seed = '' } = keys.list.find(({ key }) => key === who) ?? {};
      const { sessionToken } = await startSignIn(stranger, { email, password: keys.password, device, address });
      await completeSignIn(stranger, { sessionToken, code: codeAt(seed, clock.now()), address });
    },
  });
  return [
    opens(ago(1, '16:40'), 'jonas', 'Edge op Windows'),
    opens(minutesAgo(14), 'noor', 'Safari op iPhone'),
    opens(minutesAgo(9), 'noor', 'Chrome op Windows'),
  ];
}

/** A token for each of the guides, so that the API can be tried at once. */
export function handsOutTokens({ minutesAgo }: Calendar, keys: Keys): Act[] {
  return guides.map(({ key }) => ({
    at: minutesAgo(20),
    async play(stage) {
      const { token } = await createToken(await stage.as(key), { name: 'Rondleiding', scopes: [...grantableScopes], days: 30 });
      const own = keys.list.find((one) => one.key === key);
      if (own) own.token = token;
    },
  }));
}
