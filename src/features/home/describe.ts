import { getPerson } from '#src/features/people/index.ts';
import type { PersonActor, Role } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type Action, allows, type Subjects } from '#src/ground/permission.ts';
import type { IconName } from '#src/ui/icons.tsx';
import { type Locale, type Messages, messagesFor } from '#src/ui/messages/index.ts';
import { initialsOf, type Me, type NavItem } from '#src/ui/page.tsx';
import { countWaiting } from './queries.ts';

type Entry = { href: string; name: keyof Messages['shell']['nav'] & IconName; needs: Plain; apart?: boolean; waits?: 'tasks' | 'rotations' };

/** Actions that are decided without looking at a subject. */
type Plain = { [A in Action]: null extends Subjects[A] ? A : never }[Action];

const entries: readonly Entry[] = [
  { href: '/', name: 'start', needs: 'status.view' },
  { href: '/accounts', name: 'accounts', needs: 'register.browse' },
  { href: '/people', name: 'people', needs: 'people.browse' },
  { href: '/offboardings', name: 'offboardings', needs: 'offboarding.browse' },
  { href: '/rotations', name: 'rotations', needs: 'register.browse', waits: 'rotations' },
  { href: '/tasks', name: 'tasks', needs: 'task.list', waits: 'tasks' },
  { href: '/policies', name: 'policies', needs: 'policy.view', apart: true },
  { href: '/import', name: 'import', needs: 'import.run' },
  { href: '/audit', name: 'audit', needs: 'audit.view' },
  { href: '/settings', name: 'settings', needs: 'settings.view' },
  { href: '/me', name: 'me', needs: 'status.view' },
];

/** Who is signed in, for the frame of every page. */
export async function describePerson(ctx: Ctx, actor: PersonActor, locale: Locale): Promise<Me> {
  const t = messagesFor(locale);
  const [person, waiting] = [await getPerson(ctx, actor.id), await countWaiting(ctx.read, actor.id, ctx.now())];
  const nav = entries
    .filter((entry) => allows(ctx, entry.needs, null))
    .map(
      (entry): NavItem => ({
        href: entry.href,
        label: t.shell.nav[entry.name],
        icon: entry.name,
        ...(entry.apart ? { apart: true } : {}),
        ...(entry.waits ? { count: waiting[entry.waits] } : {}),
      }),
    );
  const role = roleLine(t, actor.roles) ?? person.department ?? person.jobTitle ?? '';
  return { name: actor.name, initials: initialsOf(actor.name), roleLine: role, nav, ...searched(ctx) };
}

function searched(ctx: Ctx): Pick<Me, 'search'> {
  if (allows(ctx, 'register.browse', null)) return { search: 'accounts' };
  return allows(ctx, 'people.browse', null) ? { search: 'people' } : {};
}

function roleLine(t: Messages, roles: readonly Role[]): string | null {
  return roles.length === 0 ? null : roles.map((role) => t.people.roles[role]).join(', ');
}
