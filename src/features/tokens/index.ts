export { tokensPages } from './pages.tsx';
export {
  authenticateToken,
  createToken,
  listOwnTokens,
  revokeEveryToken,
  revokeToken,
  revokeTokensOf,
} from './service.ts';
