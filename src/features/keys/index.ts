export { openValue } from './open.ts';
export { type SealedValue, sealValue, shredKey } from './seal.ts';
export {
  ensureSigningKey,
  openVault,
  type Signature,
  type SigningKeyFacts,
  signingKeyFacts,
  signText,
  type VaultFacts,
  vaultFacts,
} from './service.ts';
