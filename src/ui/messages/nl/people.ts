import type { people as english } from '../en/people.ts';

export const people = {
  roles: { admin: 'IT-beheerder', hr: 'HR', auditor: 'Auditor' },
} satisfies typeof english;
