import { organisationKinds } from '#db/words.ts';
import { z } from 'zod';
import type { Rest } from '#src/http/resources.ts';
import { listOrganisations } from './organisations.ts';
import { listTeams, teamMembers } from './teams.ts';

const organisation = z.object({ id: z.string(), name: z.string(), kind: z.enum(organisationKinds) });
const named = z.object({ id: z.string(), name: z.string() });

/** Where people belong; the people themselves are on the desk. */
export function peopleApi(rest: Rest): void {
  rest.get('/organisations', {
    name: 'listOrganisations',
    summary: 'Our own company, and the agencies and partners whose people have access.',
    scopes: ['read'],
    answer: z.object({ organisations: z.array(organisation) }),
    run: async ({ ctx }) => ({ organisations: await listOrganisations(ctx) }),
  });
  rest.get('/teams', {
    name: 'listTeams',
    summary: 'Teams, to which a way in can be given.',
    scopes: ['read'],
    answer: z.object({ teams: z.array(named) }),
    run: async ({ ctx }) => ({ teams: await listTeams(ctx) }),
  });
  rest.get('/teams/:id/members', {
    name: 'listMembers',
    summary: 'Who is in a team now, by name.',
    scopes: ['read'],
    answer: z.object({ members: z.array(named) }),
    run: async ({ ctx, param }) => ({ members: await teamMembers(ctx, param('id')) }),
  });
}
