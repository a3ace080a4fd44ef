export { policiesApi } from './api.ts';
export { policiesPages } from './pages.tsx';
export { corporateSlug } from './rules.ts';
export {
  acknowledge,
  corporatePolicy,
  hasAcknowledged,
  listPolicies,
  publishNewVersion,
  publishStarterPolicies,
} from './service.ts';
