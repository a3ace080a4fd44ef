import { expect, test } from 'vitest';
import { addSecret } from '#src/features/secrets/index.ts';
import { account } from '#tests/helpers/builders.ts';
import { lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

test('where people enter with a profile of their own, no door takes their password or key; a note is the company’s', async () => {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const owner = await lifted(s, olga, ['read', 'secret.add', 'rotation.run']);
  for (const platform of ['linkedin', 'facebook', 'youtube', 'google-business-profile']) {
    const id = await account(s, { ownerId: olga.id, platform, handle: `acme-${platform}` });
    for (const kind of ['password', 'totp']) {
      const value = kind === 'totp' ? 'JBSWY3DPEHPK3PXP' : 'own-Profile-of-Olga-1';
      for (const body of [{ kind, value }, { kind }]) {
        expect(await owner.post(`/accounts/${id}/secrets`, body)).toMatchObject({ status: 422, code: 'secret.personal-profile' });
      }
    }
    expect((await owner.post(`/accounts/${id}/secrets`, { kind: 'note', label: 'Page', value: 'Olga has a role on this page.' })).status).toBe(201);
    // In the register from before: it takes no value, and nobody is asked to give it a new one.
    const { id: secretId } = await addSecret(s.operator, id, { kind: 'password' });
    expect(await owner.put(`/accounts/${id}/secrets/${secretId}/value`, { value: 'own-Profile-of-Olga-1' })).toMatchObject({ code: 'secret.personal-profile' });
    expect(await owner.post('/rotations', { secretId })).toMatchObject({ code: 'secret.personal-profile' });
  }
});
