export { openValue } from './open.ts';
export { type SealedValue, sealValue, shredKey } from './seal.ts';
export {
  ensureSigningKey,
  openVault,
  rootKeyFault,
  type Signature,
  type SigningKeyFacts,
  signingKeyFacts,
  signText,
  unsealVault,
  type VaultFacts,
  vaultFacts,
} from './service.ts';
