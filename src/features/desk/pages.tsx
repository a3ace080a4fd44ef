import type { Web } from '#src/http/routes.ts';
import { accessPages } from './access.pages.tsx';
import { accountPages } from './account.pages.tsx';
import { mePages } from './me.pages.tsx';
import { peoplePages } from './people.pages.tsx';
import { registerPages } from './register.pages.tsx';

/** The desk: the register, the people in it, and what is one's own. */
export function deskPages(web: Web): void {
  registerPages(web);
  accountPages(web);
  accessPages(web);
  peoplePages(web);
  mePages(web);
}
