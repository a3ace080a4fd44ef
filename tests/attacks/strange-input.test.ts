import { describe, expect, test } from 'vitest';
import { asker, cookieOf, inhabited } from '#tests/house/inhabited.ts';
import { site } from '#tests/helpers/site.ts';

/** What nobody types and somebody sends. */
const strange = ['a\u0000b', '__proto__', '1e999', '9'.repeat(400), `'\u2028"><script>alert(1)</script>`];
const questions = ['q', 'after', 'before', 'at', 'state', 'person', 'when', 'date', 'time', 'event', 'subject', 'number', 'find', 'next', 'kind'];

describe('strange input', () => {
  test('in an address or its query is answered, never by a failure, and never printed as markup', async () => {
    const { s, fill } = await inhabited();
    const headers = { cookie: cookieOf((await s.signIn(s.ada)).cookies) };
    const failed: string[] = [];
    for (const { path } of s.server.routes.filter(({ method }) => method === 'GET')) {
      for (const word of strange) {
        const query = new URLSearchParams(Object.fromEntries(questions.map((name) => [name, word])));
        for (const asked of [`${fill(path)}?${query}`, path.replaceAll(/:\w+/g, encodeURIComponent(word))]) {
          const answer = await asker(s)(asked, { headers });
          if (answer.status >= 500 || (await answer.text()).includes('<script>alert')) failed.push(`${answer.status} ${asked.slice(0, 200)}`);
        }
      }
    }
    expect(failed).toEqual([]);
  });

  test('in a place to go on from is answered, never by a failure', async () => {
    const { s } = await inhabited();
    const headers = { cookie: cookieOf((await s.signIn(s.ada)).cookies) };
    const places = [['a\u0000b', 'x'], ['1e300', 'x'], ['1.5', 'x'], ['9'.repeat(400), 'x'], ['\ud800', '\ud800'], ['x']];
    const lists = s.server.routes.filter(({ method, path }) => method === 'GET' && !path.includes(':'));
    const failed: string[] = [];
    for (const { path } of lists) {
      for (const place of places) {
        const after = Buffer.from(JSON.stringify(place)).toString('base64url');
        const answer = await asker(s)(`${path}?${new URLSearchParams({ after })}`, { headers });
        if (answer.status >= 500) failed.push(`${answer.status} ${path} after ${place}`);
      }
    }
    expect(failed).toEqual([]);
  });

  test('in a form is refused by the name of its field', async () => {
    const s = await site();
    const browser = await s.signIn(s.ada);
    const known = { givenName: 'Nele', familyName: 'Nieuw', email: 'nele@voorbeeld.example' };
    await browser.get('/people/new');
    const nul = await browser.post('/people', { ...known, givenName: 'Ne\u0000le' });
    expect(nul.status).toBe(422);
    expect(nul.text).toContain('Leave out characters that cannot be printed.');
    for (const extra of [{ role: 'admin' }, { constructor: 'x' }, { state: 'left' }, { endsAt: '1' }]) {
      expect((await browser.post('/people', { ...known, ...extra })).status).toBe(422);
    }
    expect((await browser.get('/people?q=nele')).text).not.toContain('nele@voorbeeld.example');
  });

  test('given twice, too large or of another type is refused before anything is read from it', async () => {
    const s = await site();
    const browser = await s.signIn(s.ada);
    const csrf = (await browser.get('/people/new')).field('csrf');
    const send = async (body: string, type = 'application/x-www-form-urlencoded') => {
      const headers = { cookie: cookieOf(browser.cookies), 'sec-fetch-site': 'same-origin', 'content-type': type, 'content-length': String(body.length) };
      return (await asker(s)('/people', { method: 'POST', headers, body })).status;
    };
    const person = `csrf=${csrf}&givenName=Nele&familyName=Nieuw`;
    expect(await send(`${person}&givenName=Ann`)).toBe(422);
    expect(await send(`${person}&givenName[]=Ann&givenName[]=Bea`)).toBe(422);
    expect(await send(`${person}&__proto__=x`)).toBe(422);
    expect(await send(`${person}&department=${'x'.repeat(300 * 1024)}`)).toBe(413);
    expect(await send(JSON.stringify({ csrf, givenName: 'Nele' }), 'application/json')).toBe(422);
    expect(await send(person, 'text/plain')).toBe(422);
    expect((await browser.get('/people?q=nele')).text).not.toContain('Nele Nieuw');
  });
});

describe('a way back', () => {
  const elsewhere = [
    ...[
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      'javascript:alert(1)',
      'data:text/html,x',
    ],
    ...[
      'http:evil.example',
      '/%0d%0aSet-Cookie:%20a=b\r\nX: y',
      '///evil.example',
      ' //evil.example',
      'evil.example',
      '/ /evil.example',
      '/\u0000/evil.example',
      '@evil.example',
      '/\u2028/evil.example',
    ],
  ];

  test('never leads to another site, whichever door is asked', async () => {
    const s = await site();
    const olga = await s.person('Olga Owner');
    const browser = await s.signIn(olga);
    const csrf = (await browser.get('/me/password')).field('csrf');
    const headers = { cookie: cookieOf(browser.cookies), 'sec-fetch-site': 'same-origin' };
    for (const back of elsewhere) {
      const language = await asker(s)('/language', { method: 'POST', headers, body: new URLSearchParams({ csrf, locale: 'en', back }) });
      const to = language.headers.get('location');
      expect({ back, to: to && new URL(to, s.config.publicUrl).origin }).toEqual({ back, to: language.status === 303 ? s.config.publicUrl : null });
      const page = await browser.get(`/step-up?next=${encodeURIComponent(back)}`);
      expect({ back, next: page.field('next') }).toEqual({ back, next: page.status === 200 ? '/' : '' });
    }
  });

  test('is never taken from a referrer that reads as another site', async () => {
    const s = await site();
    const headers = { referer: `${s.config.publicUrl}//evil.example/x` };
    expect(await (await asker(s)('/nothing-here', { headers })).text()).not.toContain('evil.example');
  });
});
