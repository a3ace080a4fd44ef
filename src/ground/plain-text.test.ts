import { describe, expect, it } from 'vitest';
import { isMailAddress, isPlainText } from './plain-text.ts';

describe('a text has no sign that nobody sees', () => {
  it.each(['Chloé van den Mal', 'רחל', 'زهرا\u200cسادات', '👩\u200d🚀', 'one\ntwo\r\n\tthree', '日本語', ''])('%j is one', (text) => {
    expect(isPlainText(text)).toBe(true);
  });
  it.each([
    '\0',
    '\u0007',
    '\u001b[31m',
    '\u007f',
    '\u0085',
    '\u200b',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u202a',
    '\u2060',
    '\u2066',
    '\u2069',
    '\ufeff',
    '\u{e0041}',
  ])('Bob%j is none', (sign) => {
    expect(isPlainText(`Bob${sign}Baker`)).toBe(false);
  });
});

describe('an address', () => {
  it.each([
    ...['bob@voorbeeld.example', 'b.baker+x@mail.voorbeeld.example', "o'neil@x.example", 'andré@voorbeeld.example', 'a@xn--bcher-kva.example'],
    ...['a@b.xn--p1ai', 'A_B-c@X9.Example', `${'a'.repeat(64)}@x.example`],
  ])('%s is one', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });
  it.each([
    ...['', 'bob', '@x.example', 'bob@', 'bob@voorbeeld', 'x@[127.0.0.1]', 'x@127.0.0.1', 'a..b@x.example', '.a@x.example', 'a.@x.example'],
    ...['a%b.example@x.example', 'a@b@x.example', '"a b"@x.example', 'a b@x.example', 'a@x..example', 'a@-x.example', 'a@x-.example', 'a@x.example.'],
    ...['a@x.example\u202e', 'a@x.exаmple', 'a@bücher.example', 'a\u200b@x.example', 'a@x.example\nBcc: b@x.example', `${'a'.repeat(65)}@x.example`],
  ])('%j is none', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});
