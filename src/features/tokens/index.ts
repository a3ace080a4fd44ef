export { newToken, tokenJson, tokenShape, tokensApi } from './api.ts';
export { tokensCommands } from './cli.ts';
export { tokensJobs } from './jobs.ts';
export { revokeInput, serviceInput, serviceTokenInput, serviceTokenForm } from './input.ts';
export { tokensPages } from './pages.tsx';
export {
  authenticateToken,
  createToken,
  endTokensAhead,
  listOwnTokens,
  listServiceTokens,
  revokeEveryToken,
  revokeServiceToken,
  revokeToken,
  revokeTokensOf,
} from './service.ts';
export { grantableScopes, reachesSecrets, serviceScopes } from './rules.ts';
export { MadeView, NewToken, TokenSheet } from './views.tsx';
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
  tokensOfServices,
  type Service,
  type ServiceLine,
} from './services.service.ts';
