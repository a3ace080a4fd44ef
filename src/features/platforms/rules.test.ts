import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PasswordRules, Platform } from './platform.ts';
import {
  catalogue,
  checkPassword,
  endsWhat,
  findPlatform,
  generatePassword,
  holderKindFor,
  linkAddress,
  ownsAddress,
  recognisePlatform,
  waitingPeriod,
} from './index.ts';

function platform(id: string): Platform {
  const found = findPlatform(id);
  if (!found) throw new Error(`no platform ${id}`);
  return found;
}

function withRules(rules: Partial<PasswordRules>): Platform {
  return { ...platform('x'), passwordRules: { min: 8, required: [], forbidden: [], confidence: 'observed', ...rules } };
}

describe('recognising a platform', () => {
  test.each([
    ['LinkedIn', 'linkedin'],
    ['LinkedIn page', 'linkedin'],
    ['linked-in', 'linkedin'],
    ['LinkedIn bedrijfspagina', 'linkedin'],
    ['Twitter', 'x'],
    ['X (Twitter)', 'x'],
    ['Twitter / X', 'x'],
    ['X (voorheen Twitter)', 'x'],
    ['FB', 'facebook'],
    ['Facebook-pagina', 'facebook'],
    ['Facebook (Meta)', 'facebook'],
    ['Insta', 'instagram'],
    ['Instagram account', 'instagram'],
    ['YT', 'youtube'],
    ['You Tube kanaal', 'youtube'],
    ['Tik Tok', 'tiktok'],
    ['bsky', 'bluesky'],
    ['PINTEREST', 'pinterest'],
    ['Mastodon', 'mastodon'],
    ['Google Mijn Bedrijf', 'google-business-profile'],
    ['google my business', 'google-business-profile'],
    ['Google Business Profile', 'google-business-profile'],
    ['blog', 'wordpress-selfhosted'],
    ['WordPress site', 'wordpress-selfhosted'],
    ['https://www.linkedin.com/company/voorbeeld', 'linkedin'],
    ['x.com/voorbeeld', 'x'],
  ])('%s is %s', (text, id) => {
    expect(recognisePlatform(text)).toBe(id);
  });

  test.each(['', '  ', 'page', 'Hyves', 'Google', 'Google Ads', 'Facebook / Instagram', 'x-ray', 'https://notx.com/a', 'https://voorbeeld.example'])(
    '%j is left for a person to decide',
    (text) => {
      expect(recognisePlatform(text)).toBeUndefined();
    },
  );

  test('recognising what was recognised changes nothing', () => {
    const spellings = catalogue.flatMap(({ id, name, aliases }) => [id, name, ...aliases]);
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...spellings), fc.string()), (text) => {
        const id = recognisePlatform(text);
        return id === undefined || recognisePlatform(id) === id;
      }),
    );
  });

  test('every id, name and other spelling leads to its own platform', () => {
    for (const { id, name, aliases } of catalogue) {
      for (const text of [id, name, ...aliases]) expect([text, recognisePlatform(text)]).toEqual([text, id]);
    }
  });
});

describe('a password for a platform', () => {
  test('obeys the rules of every platform, whatever chance brings', () => {
    fc.assert(
      fc.property(fc.constantFrom(...catalogue), fc.infiniteStream(fc.nat()), (one, numbers) => {
        const value = generatePassword(one, fromStream(numbers));
        expect(checkPassword(one, value)).toEqual([]);
        expect(value).toHaveLength(one.id === 'tiktok' ? 20 : 24);
        for (const kind of [/[a-z]/, /[A-Z]/, /[2-9]/, /[-_.!#]/]) expect(value).toMatch(kind);
        expect(value).not.toMatch(/[0Oo1lI]/);
      }),
    );
  });

  test('every character can stand in every place', () => {
    let seed = 1;
    const next = (bound: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % bound;
    };
    const firsts = new Set(Array.from({ length: 4000 }, () => generatePassword(platform('x'), next).charAt(0)));
    expect(firsts.size).toBe(24 + 24 + 8 + 5);
  });

  test('keeps to a length and to symbols that differ from the usual ones', () => {
    const zero = () => 0;
    expect(generatePassword(withRules({ min: 30 }), zero)).toHaveLength(30);
    expect(generatePassword(withRules({ max: 12 }), zero)).toHaveLength(12);
    expect(generatePassword(withRules({ symbols: '' }), zero)).toMatch(/^[a-zA-Z0-9]{24}$/);
    expect(generatePassword(withRules({ symbols: '$', required: ['symbol'] }), zero)).toContain('$');
  });

  test('is not made up when the rules leave none', () => {
    expect(() => generatePassword(withRules({ forbidden: ['a'] }), () => 0)).toThrow('no password obeys');
  });

  test.each([
    [{}, 'Short1!', ['too-short']],
    [{ max: 10 }, 'elevenchars', ['too-long']],
    [{ required: ['lower', 'upper', 'digit', 'symbol'] as const }, '        ', ['needs-lower', 'needs-upper', 'needs-digit']],
    [{ required: ['letter', 'symbol'] as const }, '12345678', ['needs-letter', 'needs-symbol']],
    [{ symbols: '-_' }, 'goed-genoeg', []],
    [{ symbols: '-_' }, 'niet goed!', ['symbol-not-allowed']],
    [{ forbidden: ['password'] }, 'myPassWord99', ['forbidden-text']],
  ])('rules %j on %s: %j', (rules, value, faults) => {
    expect(checkPassword(withRules(rules), value)).toEqual(faults);
  });

  test('unknown rules are broken by nothing', () => {
    expect(checkPassword(platform('linkedin'), '')).toEqual([]);
  });
});

describe('who holds what', () => {
  test.each([
    ['bluesky', 'known-outside'],
    ['linkedin', 'platform-role'],
    ['google-business-profile', 'platform-role'],
    ['tiktok', 'check'],
  ])('a holder of %s is first taken for %s', (id, kind) => {
    expect(holderKindFor(platform(id))).toBe(kind);
  });

  test('a platform nobody described is not found', () => {
    expect(findPlatform('hyves')).toBeUndefined();
  });
});

describe('the days a successor needs', () => {
  test.each([
    ['youtube', 'Owner', 7],
    ['youtube', ' brand account primary owner ', 7],
    ['youtube', 'Viewer', 0],
    ['youtube', 'Some new role', 7],
    ['youtube', null, 7],
    ['google-business-profile', 'Manager', 0],
    ['facebook', 'Business portfolio: full control', 7],
    ['linkedin', 'Super admin', 0],
    ['hyves', 'Owner', 0],
  ])('%s, %s: %i', (id, role, days) => {
    expect(waitingPeriod(id, role)).toBe(days * 86_400_000);
  });
});

describe('addresses', () => {
  test.each([
    ['linkedin', 'https://www.linkedin.com/company/a', true],
    ['linkedin', 'http://www.linkedin.com/company/a', false],
    ['linkedin', 'https://linkedin.com.voorbeeld.example/', false],
    ['x', 'https://notx.com/a', false],
    ['mastodon', 'https://social.voorbeeld.example/@a', true],
    ['mastodon', 'social.voorbeeld.example', false],
  ])('%s at %s: %s', (id, address, answer) => {
    expect(ownsAddress(platform(id), address)).toBe(answer);
  });

  test('a link on a server of its own follows the account', () => {
    const { changePassword } = platform('mastodon').links;
    expect(linkAddress(changePassword, 'https://social.voorbeeld.example/@a')).toBe('https://social.voorbeeld.example/.well-known/change-password');
    expect(linkAddress(changePassword, null)).toBeUndefined();
    expect(linkAddress(changePassword, 'javascript:alert(1)')).toBeUndefined();
  });

  test.each([
    ['https://www.voorbeeld.example', 'www.voorbeeld.example'],
    ['https://www.voorbeeld.example/blog/', 'www.voorbeeld.example/blog'],
    ['https://voorbeeld.example:8443/nl/blog/wp-login.php?redirect_to=%2F', 'voorbeeld.example:8443/nl/blog'],
    ['https://www.voorbeeld.example/blog/wp-admin/', 'www.voorbeeld.example/blog'],
    ['https://www.voorbeeld.example/wp-admin/users.php', 'www.voorbeeld.example'],
    ['https://www.voorbeeld.example/blog/2026/11/nieuws', 'www.voorbeeld.example/blog'],
    ['https://www.voorbeeld.example/blog/author/zoe/', 'www.voorbeeld.example/blog'],
  ])('a site may be a folder of its server: %s', (accountUrl, site) => {
    expect(linkAddress(platform('wordpress-selfhosted').links.changePassword, accountUrl)).toBe(`https://${site}/wp-admin/profile.php`);
  });

  test('a fixed link needs no account, a menu path has no address', () => {
    expect(linkAddress(platform('x').links.changePassword, null)).toBe('https://x.com/settings/password');
    expect(linkAddress(platform('x').links.backupCodes, 'https://x.com/a')).toBeUndefined();
  });
});

describe('what a new password stops', () => {
  const outcomes = (id: string) => endsWhat(platform(id)).map(({ way, after }) => `${way}: ${after}`);

  test('on Bluesky a signed-in device lives two hours on, and app passwords for good', () => {
    expect(outcomes('bluesky')).toEqual(['old-password: stops', 'sessions: stops', 'live-tokens: survives', 'api-tokens: survives', 'app-passwords: survives']);
    expect(endsWhat(platform('bluesky')).find(({ way }) => way === 'live-tokens')?.lastsHours).toBe(2);
  });

  test('what X is only believed to stop counts as unknown', () => {
    expect(outcomes('x')).toEqual(['old-password: stops', 'sessions: unknown', 'api-tokens: survives', 'second-factor: survives', 'own-role: survives']);
  });

  test('a platform that asks is shown as asking', () => {
    const asking: Platform = { ...platform('linkedin'), passwordOf: 'account' };
    expect(endsWhat(asking).find(({ way }) => way === 'sessions')?.after).toBe('prompted');
  });

  test.each(['linkedin', 'facebook', 'youtube', 'google-business-profile'])('%s has no table: that password is a person’s', (id) => {
    expect(endsWhat(platform(id))).toEqual([]);
  });
});

function fromStream(numbers: Iterator<number>): (bound: number) => number {
  return (bound) => Number(numbers.next().value) % bound;
}
