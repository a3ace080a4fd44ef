import { grantKinds, levels, officeKinds, secretKinds, tiers } from '#db/words.ts';
import { z } from 'zod';
import { type Holdings, inviteOrAsk } from '#src/features/access/index.ts';
import { addPerson, changePerson, personInput, setAbsent, takeRole } from '#src/features/people/index.ts';
import { day, instant, instantOrNull, iso, made, nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { organisationDay } from './account.service.ts';
import { roleInput } from './input.ts';
import { giveRoleTo, personPage } from './people.service.ts';

const text = z.string().nullable();
const on = { accountId: z.string(), title: z.string(), platform: z.string(), critical: z.boolean(), since: instant };
const holdings = z.object({
  personId: z.string(),
  at: instant,
  grants: z.array(
    z.object({
      ...on,
      grantId: z.string(),
      kind: z.enum(grantKinds),
      level: z.enum(levels).nullable(),
      platformRole: text,
      state: z.enum(['active', 'ended']),
      team: text,
      expiresAt: instantOrNull,
    }),
  ),
  offices: z.array(z.object({ ...on, office: z.enum(officeKinds), opens: z.boolean().meta({ description: 'Whether this office is a way in.' }) })),
  secrets: z.array(z.object({ ...on, secretId: z.string(), kind: z.enum(secretKinds), label: text, tier: z.enum(tiers) })),
});

/** What is done with people; who they are is in `api.ts`. */
export function staffApi(rest: Rest): void {
  rest.post('/people', {
    name: 'addPerson',
    summary: 'Adds somebody to our own company. They sign in only once invited.',
    scopes: ['person.add'],
    body: personInput,
    answer: made,
    status: 201,
    run: ({ ctx, body }) => addPerson(ctx, body),
  });
  rest.patch('/people/:id', {
    name: 'changePerson',
    summary: 'Changes what is known of somebody; fields left out stay as they are. Departures have offboardings.',
    scopes: ['person.edit'],
    stepUp: 'door',
    body: personInput.partial(),
    answer: nothing,
    status: 204,
    edits: '/people/:id',
    async run({ ctx, param, body }) {
      await changePerson(ctx, param('id'), body);
      return {};
    },
  });
  rest.get('/people/:id/holdings', {
    name: 'holdingsOf',
    summary: 'Everything one person has or knows, on every path; on a past day with `on`. Never a value.',
    scopes: ['read'],
    query: z.strictObject({ on: day.optional() }),
    answer: holdings,
    async run({ ctx, param, query }) {
      const at = await organisationDay(ctx, query.on);
      const about = await personPage(ctx, param('id'), at);
      return { personId: about.person.id, at: iso(at ?? ctx.now()), ...holdingsJson(about.holdings) };
    },
  });
  rest.put('/people/:id/absence', {
    name: 'setAbsence',
    summary: 'Away for long, or back: what reaches secrets rests meanwhile and is there again afterwards.',
    scopes: ['person.absence'],
    stepUp: 'door',
    body: z.strictObject({ absent: z.boolean() }),
    answer: nothing,
    status: 204,
    async run({ ctx, param, body }) {
      await setAbsent(ctx, param('id'), body.absent);
      return {};
    },
  });
  rest.post('/people/:id/invitations', {
    name: 'invite',
    summary:
      'Mails somebody a one-time link to sign in with. The link is in the mail and nowhere else: without mail this is refused, and a page hands it over. Where you have just set their address somebody else is asked first.',
    scopes: ['person.invite'],
    stepUp: 'door',
    answer: z.object({ how: z.enum(['mail', 'asked']), expiresAt: instantOrNull }),
    status: 201,
    async run({ ctx, param }) {
      const invited = await inviteOrAsk(ctx, param('id'), { onlyByMail: true });
      return { how: invited ? ('mail' as const) : ('asked' as const), expiresAt: iso(invited?.expiresAt ?? null) };
    },
  });
  rest.post('/people/:id/roles', {
    name: 'giveRole',
    summary: 'Gives a role. HR and secrets exclude each other.',
    scopes: ['role.change'],
    stepUp: 'door',
    body: roleInput,
    answer: nothing,
    status: 204,
    async run({ ctx, param, body: { role } }) {
      await giveRoleTo(ctx, param('id'), role);
      return {};
    },
  });
  rest.post('/people/:id/roles/:role/revocation', {
    name: 'takeRole',
    summary: 'Takes a role. The last administrator stays.',
    scopes: ['role.change'],
    stepUp: 'door',
    params: { role: /^(admin|hr|auditor)$/ },
    answer: nothing,
    status: 204,
    async run({ ctx, param }) {
      await takeRole(ctx, param('id'), roleInput.parse({ role: param('role') }).role);
      return {};
    },
  });
}

function holdingsJson({ grants, offices, secrets }: Holdings) {
  return {
    grants: grants.map(({ grant, since, ...each }) => {
      const { id: grantId, kind, level, platformRole, expiresAt } = grant;
      return { ...each, grantId, kind, level, platformRole, since: iso(since), expiresAt: iso(expiresAt) };
    }),
    offices: offices.map((each) => ({ ...each, since: iso(each.since) })),
    secrets: secrets.map((each) => ({ ...each, since: iso(each.since) })),
  };
}
