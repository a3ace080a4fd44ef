export { tokensPages } from './pages.tsx';
export { grantableScopes, type Scope } from './rules.ts';
export {
  authenticateToken,
  createToken,
  listOwnTokens,
  revokeEveryToken,
  revokeToken,
  revokeTokensOf,
  type TokenRow,
} from './service.ts';
