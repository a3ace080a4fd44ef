import { auditApi, auditPages } from '#src/features/audit/index.ts';
import { decisionsApi, decisionsPages } from '#src/features/decisions/index.ts';
import { deskApi, deskPages } from '#src/features/desk/index.ts';
import { directoryApi, directoryPages } from '#src/features/directory/index.ts';
import { homeApi, homePages } from '#src/features/home/index.ts';
import { signingKeyHistory, vaultFacts } from '#src/features/keys/index.ts';
import { departuresApi, offboardingPages } from '#src/features/offboarding/index.ts';
import { peopleApi } from '#src/features/people/index.ts';
import { platformsApi } from '#src/features/platforms/index.ts';
import { policiesApi, policiesPages } from '#src/features/policies/index.ts';
import { rotationApi, rotationPages } from '#src/features/rotation/index.ts';
import { servicesApi, servicesPages } from '#src/features/services/index.ts';
import { sessionsPages } from '#src/features/sessions/index.ts';
import { settingsApi, settingsPages } from '#src/features/settings/index.ts';
import { setupPages } from '#src/features/setup/index.ts';
import { tokensApi, tokensPages } from '#src/features/tokens/index.ts';
import type { Rest } from '#src/http/resources.ts';
import type { Web } from '#src/http/routes.ts';

/** The surface of the product: every page there is. */
export function mountPages(web: Web): void {
  setupPages(web);
  sessionsPages(web);
  tokensPages(web);
  policiesPages(web);
  homePages(web);
  deskPages(web);
  servicesPages(web);
  rotationPages(web);
  offboardingPages(web);
  directoryPages(web);
  decisionsPages(web);
  auditPages(web);
  settingsPages(web, { vault: vaultFacts, signingKeys: signingKeyHistory });
}

/** And every resource. */
export function mountApi(rest: Rest): void {
  homeApi(rest);
  tokensApi(rest);
  servicesApi(rest);
  peopleApi(rest);
  policiesApi(rest);
  platformsApi(rest);
  deskApi(rest);
  rotationApi(rest);
  departuresApi(rest);
  directoryApi(rest);
  decisionsApi(rest);
  auditApi(rest);
  settingsApi(rest);
}
