import { scryptSync } from 'node:crypto';
import { isSame, newSalt, type PasswordHasher, passwordBytes } from '#src/host/crypto/hash.ts';

/** Same promises as the real hasher, without its price: for tests that sign people in by the hundred. */
export function cheapHasher(): PasswordHasher {
  return {
    hash: async (password) => {
      const salt = newSalt();
      return `cheap$${salt}$${digest(salt, password)}`;
    },
    verify: async (hash, password) => {
      const [, salt = '', expected = ''] = hash.split('$');
      return isSame(digest(salt, password), expected);
    },
    dummyVerify: async (password) => {
      digest('', password);
      return false;
    },
  };
}

function digest(salt: string, password: string): string {
  return scryptSync(passwordBytes(password), salt, 32, { N: 2, r: 1, p: 1 }).toString('hex');
}
