import { describe, expect, test } from 'vitest';
import { createFormat } from '../format.ts';
import { eventText, explainProblem, fieldText, locales, type Messages, messagesFor, problemText } from './index.ts';

const leaves = (value: unknown, path = ''): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key)) : [[path, value]];

const [en, nl] = [messagesFor('en'), messagesFor('nl')];

describe('the catalogues', () => {
  test('have the same keys in every language, text for text and function for function', () => {
    const shape = (t: Messages) =>
      leaves(t)
        .map(([path, value]) => `${path}: ${typeof value}`)
        .sort();
    expect(shape(nl)).toEqual(shape(en));
    expect(shape(en).length).toBeGreaterThan(150);
  });

  test.each(locales)('say nothing empty, shouted or boastful in %s', (locale) => {
    const bad = leaves(messagesFor(locale)).filter(([, value]) => {
      const text = String(value);
      const spoken = typeof value === 'string' ? text : [...text.matchAll(/[`'](.*?)[`']/gs)].map((match) => match[1]).join(' ');
      return text.trim() === '' || /successful|succesvol|oops|oeps|are you sure|weet je zeker/i.test(spoken) || /!(\s|$)/.test(spoken);
    });
    expect(bad).toEqual([]);
  });

  test.each(locales)('never guess whether somebody is he or she in %s', (locale) => {
    const gendered = locale === 'nl' ? /\b(zijn of haar|hij|zij is|hem)\b/i : /\b(he|she|his|her|him)\b/i;
    expect(leaves(messagesFor(locale)).filter(([, value]) => typeof value === 'string' && gendered.test(value))).toEqual([]);
  });
});

describe('a problem', () => {
  test('is told by the sentence of its code', () => {
    const problem = { kind: 'conflict', code: 'grant.already-ended', params: {} } as const;
    expect(problemText(en, problem)).toBe('This access has already ended.');
    expect(problemText(nl, problem)).toBe('Deze toegang is al beëindigd.');
  });

  test('without a sentence of its own is told by its kind', () => {
    const problem = { kind: 'stale', code: 'no.such-code', params: {} } as const;
    expect(problemText(en, problem)).toBe(en.problems.kind.stale);
  });

  test('that is a bug of ours names the id to report, and nothing else', () => {
    expect(explainProblem(en, null, 'req_1')).toEqual({ title: en.problems.bug, message: 'Mention req_1 when you report it.' });
  });

  test('of a field is told with its parameters, and an unknown one still says something', () => {
    expect(fieldText(en, { field: 'name', code: 'too-long', params: { maximum: 80 } })).toBe('Use at most 80 characters.');
    expect(fieldText(nl, { field: 'name', code: 'nooit-gehoord' })).toBe('Dit klopt nog niet.');
  });
});

test('an event reads on after the name of who did it', () => {
  const at = (locale: 'nl' | 'en') => createFormat(locale, 'Europe/Brussels', 0);
  expect(eventText(en, at('en'), 'session.ended', { because: 'left', sessions: 2 })).toBe('ended 2 sessions');
  expect(eventText(nl, at('nl'), 'session.ended', { because: 'left', sessions: 1 })).toBe('beëindigde 1 sessie');
  expect(eventText(nl, at('nl'), 'secret.shown', { secretId: 's', versionId: 'v', how: 'copied' })).toBe('kopieerde een waarde');
});
