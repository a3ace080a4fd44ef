export { tokensApi } from './api.ts';
export { tokensJobs } from './jobs.ts';
export { tokensPages } from './pages.tsx';
export {
  authenticateToken,
  createToken,
  listOwnTokens,
  listServiceTokens,
  revokeEveryToken,
  revokeServiceToken,
  revokeToken,
  revokeTokensOf,
  stepUpToken,
} from './service.ts';
export { replays } from './replays.ts';
export {
  createService,
  createServiceToken,
  endService,
  findOpenService,
  getService,
  listServices,
  moveServicesOf,
  openServices,
  type Service,
  type ServiceLine,
} from './services.service.ts';
