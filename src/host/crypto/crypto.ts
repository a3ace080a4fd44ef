import { bitwardenOpens } from './bitwarden.ts';
import { newSalt, type PasswordHasher, sha256Hex } from './hash.ts';
import { openKdbx } from './kdbx.ts';
import * as keys from './keys.ts';
import * as token from './token.ts';
import * as totp from './totp.ts';

/** The randomness and hashing a verb may use, handed to it in `ctx`. */
export type Crypto = ReturnType<typeof createCrypto>;

export function createCrypto(passwords: PasswordHasher) {
  return {
    passwords,
    sha256: sha256Hex,
    salt: newSalt,
    newToken: token.newToken,
    hashToken: token.hashToken,
    newRecoveryCode: token.newRecoveryCode,
    normaliseRecoveryCode: token.normaliseRecoveryCode,
    randomIndex: token.randomIndex,
    newSigningKey: keys.newSigningKey,
    sign: keys.sign,
    verify: keys.verify,
    keyFingerprint: keys.keyFingerprint,
    totp,
    /** Files of other vaults that are locked with a password. */
    foreign: { bitwardenOpens, openKdbx },
  };
}
