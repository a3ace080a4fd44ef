export {
  beginRootKey,
  checkDataKeys,
  type Follower,
  isRootKeyChanging,
  prepareRootKey,
  type RootKeyFacts,
  rootKeyHistory,
  type Tell,
  type VaultFacts,
  vaultFacts,
  wrapAnew,
} from './change.ts';
export { openValue, printValue } from './open.ts';
export { followRootKey, openVault, rootKeyFault, unsealVault, whereRootKeysAre } from './root-key.ts';
export { printsOf, type SealedValue, sealValue, shredKey } from './seal.ts';
export {
  changeSigningKey,
  ensureSigningKey,
  handoversText,
  type Signature,
  type SigningKeyFacts,
  signingKeyFacts,
  signingKeyHistory,
  signText,
} from './signing.ts';
export { judgeHandover } from './handover.rules.ts';
export { type HandoverBody, handoverLine } from './input.ts';
