import { describe, expect, test } from 'vitest';
import { inGroups } from '#src/ground/fingerprint.ts';
import { Problem } from '#src/ground/problem.ts';
import { createFormat, type Locale, messagesFor, type PageContext } from '#src/ui/index.ts';
import { SettingsView } from './views.tsx';

const now = Date.parse('2026-11-17T13:20:00Z');

function pageFor(locale: Locale): PageContext {
  return {
    t: messagesFor(locale),
    f: createFormat(locale, 'Europe/Brussels', now),
    locale,
    path: '/settings',
    csrf: 'proof',
    me: null,
    organisation: 'Voorbeeld',
    zone: 'Europe/Brussels',
    assets: { styles: [], scripts: [], icon: '' },
  };
}

const open = { state: 'open', location: '/var/lib/keyholder/root.key', rootKeyId: 'rok_1', createdAt: now, left: null } as const;
const signingKey = { name: 'kh-2026-a', fingerprint: `7c1e93b04fd2a816${'0'.repeat(48)}`, createdAt: now, retiredAt: null };
const bob = { id: 'out_1', template: 'invitation', recipient: 'Bob Bis', address: null, since: now, gaveUp: false } as const;

const quiet = {
  page: pageFor('en'),
  problem: undefined,
  mayEdit: true,
  values: { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'nl', critical: '90', normal: '180', low: '365' },
  timeZones: ['UTC', 'Europe/Brussels'],
  seal: { vault: open, signingKeys: [signingKey], anchor: '/var/lib/keyholder.anchor' },
  mail: { isSet: true, from: 'Keyholder <kh@voorbeeld.example>', held: { rows: [], count: 0 } },
} satisfies Parameters<typeof SettingsView>[0];

const shown = async (more: Partial<Parameters<typeof SettingsView>[0]>) => String(await (<SettingsView {...quiet} {...more} />));

describe('the settings page', () => {
  test('says where the root key is and what to check certificates by', async () => {
    const html = await shown({});
    for (const text of [
      'The vault is open and every mail has left.',
      open.location,
      'rok_1',
      'kh-2026-a',
      inGroups(signingKey.fingerprint),
      'keyholder.anchor',
    ]) {
      expect(html).toContain(text);
    }
  });

  test('shows each signing key there was with its whole fingerprint, and how far a change of the root key is', async () => {
    const before = { ...signingKey, name: 'kh-2025-a', fingerprint: '9'.repeat(64), retiredAt: now };
    const html = await shown({ seal: { ...quiet.seal, vault: { ...open, left: 3 }, signingKeys: [signingKey, before] } });
    for (const text of ['3 data keys are still to be wrapped anew', 'Signs now', inGroups(signingKey.fingerprint), 'kh-2025-a', inGroups(before.fingerprint)]) {
      expect(html).toContain(text);
    }
    expect(await shown({})).not.toContain('Signs now');
  });

  test('says that the vault is sealed, before anything else', async () => {
    const html = await shown({ seal: { ...quiet.seal, vault: { ...open, state: 'sealed' } }, mail: { ...quiet.mail, isSet: false } });
    expect(html).toContain('The vault is sealed.');
    expect(html).toContain('start Keyholder again');
  });

  test('names for whom and about what a mail waits, and who has no address', async () => {
    const rows = [bob, { ...bob, id: 'out_2', template: 'digest', address: 'bob@voorbeeld.example', gaveUp: true } as const];
    const html = await shown({ mail: { ...quiet.mail, held: { rows, count: 30 } } });
    for (const text of ['30 mails wait', 'Bob Bis', 'Invitation', 'no address', 'Daily digest', 'Given up', 'The oldest 2 of 30.']) {
      expect(html).toContain(text);
    }
  });

  test('gives an auditor facts and no form', async () => {
    const html = await shown({ mayEdit: false });
    expect(html).toContain('180 days');
    expect(html).not.toContain('<form');
  });

  test('keeps what was typed beside what was wrong with it', async () => {
    const problem = new Problem('invalid', 'web.invalid-fields', { fields: [{ field: 'critical', code: 'invalid-number' }] });
    const html = await shown({ problem, values: { ...quiet.values, critical: 'soon' } });
    expect(html).toContain('value="soon"');
    expect(html).toContain('id="f-critical-error"');
  });

  test('speaks Dutch', async () => {
    const html = await shown({ page: pageFor('nl'), mail: { ...quiet.mail, held: { rows: [bob], count: 1 } } });
    expect(html).toContain('De kluis is open en er wacht 1 mail.');
    expect(html).toContain('Uitnodiging');
  });
});
