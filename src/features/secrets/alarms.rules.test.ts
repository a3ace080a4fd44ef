import { describe, expect, it } from 'vitest';
import { alarms, countSecrets, mostLooks } from './alarms.rules.ts';

const looks = (...secretIds: string[]) => secretIds.map((secretId) => ({ secretId }));
const many = (count: number, at: (index: number) => string) => looks(...Array.from({ length: count }, (_, index) => at(index)));

describe('many looks in a short time', () => {
  const rows: [string, { secretId: string }[], boolean][] = [
    ['are not one', looks('a'), false],
    ['are as many different secrets as the company says', many(10, String), true],
    ['are not one fewer', many(9, String), false],
    ['are not the same secret again and again', many(60, () => 'a'), false],
    ['are so many that nobody counts what they were at', many(mostLooks, () => 'a'), true],
  ];
  it.each(rows)('%s', (_, looked, expected) => {
    expect(alarms(looked, 10)).toBe(expected);
  });
  it('count a secret once', () => {
    expect(countSecrets(looks('a', 'b', 'a'))).toBe(2);
  });
});
