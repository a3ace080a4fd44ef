import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matching } from './catalogue.ts';
import { matchItem, type Marks, type VaultAccount } from './match.rules.ts';

const account = (platform: string, handle: string, url: string | null = null): VaultAccount => ({
  id: `${platform}/${handle}`,
  platform,
  handleKey: matching.handleKey(handle),
  url,
  brand: null,
});
const accounts = [
  account('x', 'voorbeeld', 'https://x.com/voorbeeld'),
  account('x', 'voorbeeldhelpt', 'https://x.com/voorbeeldhelpt'),
  account('x', 'acmenieuws', 'https://x.com/acmenieuws'),
  account('instagram', 'voorbeeld.tuin', 'https://www.instagram.com/voorbeeld.tuin'),
  account('instagram', 'voorbeeld.home', 'https://www.instagram.com/voorbeeld.home'),
  account('instagram', 'voorbeeld_home'),
  account('tiktok', 'voorbeeld_nl', 'https://www.tiktok.com/@voorbeeld_nl'),
  account('tiktok', 'acmegent', 'https://www.tiktok.com/profile?id=1001'),
  account('pinterest', 'acme', 'https://www.pinterest.com/'),
  account('pinterest', 'acmetuin'),
  account('linkedin', 'acme-voorbeeld', 'https://www.linkedin.com/company/acme-voorbeeld'),
  account('wordpress-selfhosted', 'redactie', 'https://blog.acme.example/wp-admin'),
  account('wordpress-selfhosted', 'acme', 'https://nieuws.acme.example/wp-admin'),
  account('mastodon', 'acme', 'https://social.acme.example/@acme'),
  account('bluesky', 'acme.bsky.social', 'https://bsky.app/profile/acme.bsky.social'),
];
const register = { accounts, common: new Set(['acme']) };
const mail = 'social@acme.example';

function match(name: string, addresses: string | readonly string[], username = mail): string {
  const item: Marks = { name, addresses: [addresses].flat().filter(Boolean), username };
  const found = matchItem(item, register, matching);
  return 'account' in found ? found.account.id : found.left;
}

describe('what names an account', () => {
  test.each([
    ['its page', 'X', 'https://x.com/voorbeeldhelpt', mail, 'x/voorbeeldhelpt'],
    ['its page on the older domain', 'Twitter', 'https://twitter.com/acmenieuws', mail, 'x/acmenieuws'],
    ['its page without a scheme', 'post', 'instagram.com/voorbeeld.home/', mail, 'instagram/voorbeeld.home'],
    ['its page with www', 'post', 'www.instagram.com/voorbeeld.home', mail, 'instagram/voorbeeld.home'],
    ['its page in another language', 'post', 'https://www.instagram.com/voorbeeld.home/?hl=nl', mail, 'instagram/voorbeeld.home'],
    ['its page with a number', 'TikTok', 'https://www.tiktok.com/profile?id=1001&lang=nl', mail, 'tiktok/acmegent'],
    ['its handle as the username', 'X', 'https://x.com/i/flow/login', '@VoorbeeldHelpt', 'x/voorbeeldhelpt'],
    ['its handle, and a name that says where', 'TikTok voorbeeld_nl', '', 'voorbeeld_nl', 'tiktok/voorbeeld_nl'],
    ['a handle with a dot in the name', 'Instagram voorbeeld.tuin', 'https://www.instagram.com/accounts/login/', mail, 'instagram/voorbeeld.tuin'],
    ['the same with an @', 'Instagram (@voorbeeld.tuin), marketing', 'https://www.instagram.com/', mail, 'instagram/voorbeeld.tuin'],
    ['a handle with an underscore', 'TikTok voorbeeld_nl', 'https://www.tiktok.com/login', mail, 'tiktok/voorbeeld_nl'],
    ['a handle that is a word, alone in the name', 'X voorbeeldhelpt', 'https://x.com/login', mail, 'x/voorbeeldhelpt'],
    ['the site of a blog and its user', 'WordPress blog redactie', 'https://blog.acme.example/wp-login.php', 'redactie', 'wordpress-selfhosted/redactie'],
    ['the very address of a blog', 'Nieuws van Acme', 'https://nieuws.acme.example/wp-admin', 'beheer@acme.example', 'wordpress-selfhosted/acme'],
    ['a page on a server of many', 'Mastodon', 'https://social.acme.example/@acme', mail, 'mastodon/acme'],
    ['a handle with its server', 'Mastodon', 'https://social.acme.example/auth/sign_in', '@acme@social.acme.example', 'mastodon/acme'],
    ['a domain as a handle', 'Bluesky', 'https://bsky.app', '@acme.bsky.social', 'bluesky/acme.bsky.social'],
  ])('%s', (_, name, address, username, id) => expect(match(name, address, username)).toBe(id));
});

describe('what keeps it out, with the reason', () => {
  test.each([
    ['a username that is another handle', 'X (Twitter) - Voorbeeld nieuws', 'https://x.com/i/flow/login', '@VoorbeeldNieuws', 'no-account'],
    ['the same beside a name that fits', 'X @voorbeeld', 'https://x.com/login', 'voorbeeldnieuws', 'other-user'],
    ['a front page that is in the register', 'Pinterest', 'https://www.pinterest.com/', mail, 'unnamed'],
    ['another number in the query', 'TikTok Brussel', 'https://www.tiktok.com/profile?id=1002', mail, 'no-account'],
    ['the company as a name', 'Pinterest acme', 'https://www.pinterest.com/', mail, 'unnamed'],
    ['a word that another handle begins with', 'X voorbeeld', 'https://x.com/', mail, 'unnamed'],
    ['a handle among other words', 'X van voorbeeld nieuws', 'https://x.com/', mail, 'unnamed'],
    ['a page and a username of two accounts', 'X', 'https://x.com/voorbeeld', 'voorbeeldhelpt', 'disagrees'],
    ['two handles in a name', 'Instagram voorbeeld.home voorbeeld.tuin', 'https://instagram.com', mail, 'unnamed'],
    ['a handle that differs in one sign', 'Instagram voorbeeld-home', 'https://instagram.com', mail, 'unnamed'],
    ['a handle in an e-mail address of the name', 'Instagram voorbeeld.tuin@acme.example', 'https://instagram.com', mail, 'unnamed'],
    ['a colleague’s own profile', 'LinkedIn acme-voorbeeld', 'https://www.linkedin.com/company/acme-voorbeeld', 'ada@acme.example', 'personal'],
    ['the same without an address', 'LinkedIn acme-voorbeeld', '', 'acme-voorbeeld', 'personal'],
    ['a profile that opens both', 'Instagram voorbeeld.home', ['https://www.facebook.com/', 'https://instagram.com/voorbeeld.home'], mail, 'personal'],
    ['another site', 'WordPress redactie', 'https://blog.elders.example/wp-login.php', 'redactie', 'other-site'],
    ['another folder of the site', 'WordPress redactie', 'https://blog.acme.example/intern/wp-login.php', 'redactie', 'other-site'],
    ['a blog without an address', 'WordPress redactie', '', 'redactie', 'other-site'],
    ['the door of a server of many', 'Mastodon', 'https://social.acme.example/auth/sign_in', mail, 'unnamed'],
    ['a bank', 'X voorbeeldhelpt', 'https://x.bank.example', 'voorbeeldhelpt', 'other-site'],
    ['a domain that only looks alike', 'X voorbeeldhelpt', 'https://x.com.bank.example/', 'voorbeeldhelpt', 'other-site'],
    ['an entrance of its own', 'TikTok', 'https://seller-nl.tiktok.com/', 'voorbeeld_nl', 'other-address'],
    ['a name of nothing', 'Voordeur', '', 'voorbeeld', 'no-platform'],
    ['a name of another platform', 'Pinterest voorbeeldhelpt', 'https://x.com/', 'voorbeeldhelpt', 'disagrees'],
  ])('%s', (_, name, address, username, left) => expect(match(name, address, username)).toBe(left));
});

/** The truth of one login, from which an item of a vault is written as people write them. */
type Truth = { platform: string; handle: string; server: string };

const stems = ['voorbeeld', 'acme', 'tuin'];
const endings = ['', '_nl', '.nl', 'nl', '_', 'nieuws', 'help', '2', 'home', '.home', '_home'];
const where = fc.constantFrom('x', 'instagram', 'tiktok', 'pinterest', 'wordpress-selfhosted', 'mastodon', 'linkedin', 'facebook');
const handle = fc.tuple(fc.constantFrom(...stems), fc.constantFrom(...endings)).map((parts) => parts.join(''));
/** A blog is one account's house, so whoever signs in there is the one that its address stands for. */
const blogs = { 'blog.acme.example': 'acme', 'acme.example/nieuws': 'nieuws', 'blog.elders.example': 'voorbeeld' };
const truth: fc.Arbitrary<Truth> = fc.tuple(where, handle, fc.constantFrom(...Object.keys(blogs)), fc.boolean()).map(([platform, name, blog, isOurs]) => {
  if (platform === 'wordpress-selfhosted') return { platform, handle: blogs[blog as keyof typeof blogs], server: blog };
  return { platform, handle: name, server: isOurs ? 'social.acme.example' : 'mastodon.example' };
});

const home: Record<string, readonly string[]> = {
  x: ['https://x.com', 'https://twitter.com', 'x.com', 'https://mobile.twitter.com'],
  instagram: ['https://www.instagram.com', 'instagram.com'],
  tiktok: ['https://www.tiktok.com', 'tiktok.com'],
  pinterest: ['https://www.pinterest.com', 'https://nl.pinterest.com'],
  linkedin: ['https://www.linkedin.com'],
  facebook: ['https://www.facebook.com', 'https://business.facebook.com'],
};
const login: Record<string, string> = {
  x: '/i/flow/login',
  instagram: '/accounts/login/',
  tiktok: '/login/phone-or-email',
  pinterest: '/login',
  linkedin: '/uas/login',
  facebook: '/login',
};
const nameOf: Record<string, string> = {
  x: 'X',
  instagram: 'Instagram',
  tiktok: 'TikTok',
  pinterest: 'Pinterest',
  linkedin: 'LinkedIn',
  facebook: 'Facebook',
  mastodon: 'Mastodon',
  'wordpress-selfhosted': 'WordPress',
};

function pageOf({ platform, handle, server }: Truth, base: string): string {
  if (platform === 'wordpress-selfhosted') return `https://${server}/wp-admin`;
  if (platform === 'mastodon') return `https://${server}/@${handle}`;
  return `${base}/${platform === 'tiktok' ? '@' : platform === 'linkedin' ? 'company/' : ''}${handle}`;
}

/** One in four is sloppy: the name holds the company’s words and not the handle. Nothing here lies. */
const written = truth.chain((one) =>
  fc.record({
    truth: fc.constant(one),
    isKnown: fc.boolean(),
    base: fc.constantFrom(...(home[one.platform] ?? ['https://'])),
    address: fc.constantFrom('page', 'page', 'front', 'login', 'none'),
    tail: fc.constantFrom('', '/', '?hl=nl', '?utm_source=mail&lang=nl'),
    username: fc.constantFrom(one.handle, `@${one.handle}`, one.handle.toUpperCase(), 'social@acme.example', '+32 470 12 34 56', ''),
    name: fc.constantFrom(
      nameOf[one.platform] ?? '',
      `${nameOf[one.platform]} ${one.handle}`,
      `${nameOf[one.platform]} @${one.handle}`,
      `${one.handle} (${nameOf[one.platform]})`,
      `${nameOf[one.platform]} Voorbeeld`,
      `${nameOf[one.platform]} Acme tuin`,
      `${nameOf[one.platform]} - Voorbeeld nieuws`,
      'Voorbeeld',
      'Acme',
    ),
  }),
);

function itemOf({ truth: one, base, address, tail, username, name }: typeof written extends fc.Arbitrary<infer T> ? T : never): Marks {
  const hosted = home[one.platform] !== undefined;
  const front = hosted ? base : `https://${one.server}`;
  const door = hosted ? login[one.platform] : one.platform === 'mastodon' ? '/auth/sign_in' : '/wp-login.php';
  const addresses = { page: [`${pageOf(one, base)}${tail}`], front: [`${front}${tail}`], login: [`${front}${door}`], none: [] }[address] ?? [];
  return { name, addresses, username };
}

/** On their servers people are told apart by the server as well; the register keeps one of each handle on a platform. */
const keyOf = ({ platform, handle, server }: Truth) => (home[platform] ? `${platform} ${handle}` : `${platform} ${handle} ${server}`);

test('of vaults and registers made at random, with handles that nearly match, none leads to another account', () => {
  const seen = { items: 0, taken: 0, wrong: 0, personal: 0, due: 0 };
  fc.assert(
    fc.property(fc.array(truth, { maxLength: 14 }), fc.array(written, { minLength: 1, maxLength: 14 }), fc.boolean(), (known, items, withUrls) => {
      const there = [...known, ...items.filter(({ isKnown }) => isKnown).map((item) => item.truth)];
      const kept = [...new Map(there.map((one) => [`${one.platform} ${matching.handleKey(one.handle)}`, one])).values()];
      const rows = kept.map((one) => ({
        ...account(one.platform, one.handle, withUrls || !home[one.platform] ? pageOf(one, home[one.platform]?.[0] ?? '') : null),
        id: keyOf(one),
      }));
      for (const item of items) {
        const found = matchItem(itemOf(item), { accounts: rows, common: new Set(['acme', 'voorbeeld', 'tuin']) }, matching);
        const isKnown = rows.some(({ id }) => id === keyOf(item.truth));
        seen.items++;
        if (isKnown && matching.handleKey(item.username) === item.truth.handle && item.address !== 'none') seen.due++;
        if (!('account' in found)) continue;
        seen.taken++;
        if (found.account.id !== keyOf(item.truth)) seen.wrong++;
        if (matching.isPersonal(found.account.platform)) seen.personal++;
      }
    }),
    { numRuns: 2000, seed: 20_261_201 },
  );
  expect(seen).toMatchObject({ wrong: 0, personal: 0 });
  expect(seen.taken).toBeGreaterThan(seen.items / 10);
});
