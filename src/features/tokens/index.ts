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
