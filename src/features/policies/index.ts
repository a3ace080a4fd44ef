export { corporateSlug } from './rules.ts';
export {
  acknowledge,
  type CorporatePolicy,
  corporatePolicy,
  draftPolicy,
  getPolicy,
  hasAcknowledged,
  listPolicies,
  publishPolicy,
  publishStarterPolicies,
} from './service.ts';
