import { describe, expect, it } from 'vitest';
import { type DisclosureFact, exposure, foldedValue, isAnswered, valueFault, type VersionFact } from './rules.ts';

const version = (number: number, more: Partial<VersionFact> = {}): VersionFact => ({
  id: `v${number}`,
  number,
  origin: 'set',
  createdAt: number * 10,
  setAt: number * 10,
  setBy: 'bob',
  ...more,
});
const shown = (versionId: string, at: number, personId = 'ann'): DisclosureFact => ({ versionId, personId, at });
const about = (versions: VersionFact[], disclosures: DisclosureFact[] = [], more: Partial<Parameters<typeof exposure>[1]> = {}) =>
  exposure('ann', { versions, disclosures, knownOutside: [], reach: [], ...more }, 1000);

describe('what a person could still use', () => {
  it.each([
    ['nothing, where they saw nothing', about([version(1)]), { tier: 'none' }],
    ['the value in force that they saw', about([version(1)], [shown('v1', 15)]), { tier: 'knows', since: 15 }],
    ['a candidate that they saw', about([version(1), version(2, { setAt: null, setBy: null })], [shown('v2', 21)]), { tier: 'knows', since: 21 }],
    [
      'a candidate given up, which the platform may have taken',
      about([version(2, { setAt: null, setBy: null })], [shown('v2', 21)]),
      { tier: 'knows', since: 21 },
    ],
    ['nothing, once somebody else set a new value', about([version(1), version(2)], [shown('v1', 15)]), { tier: 'safe', since: 20 }],
    ['nothing, once a machine set a new value', about([version(1), version(2, { setBy: null })], [shown('v1', 15)]), { tier: 'safe', since: 20 }],
    [
      'their value, though an existing one was typed in after',
      about([version(1), version(2, { origin: 'adopted', setBy: null })], [shown('v1', 15)]),
      { tier: 'knows', since: 15 },
    ],
    ['a value that they set themselves', about([version(1), version(2, { setBy: 'ann' })], [shown('v1', 15)]), { tier: 'knows', since: 15 }],
    ['a value that they set and were never shown again', about([version(2, { setBy: 'ann' })]), { tier: 'knows', since: 20 }],
    ['the value in force and not the one before', about([version(1), version(2)], [shown('v1', 15), shown('v2', 25)]), { tier: 'knows', since: 25 }],
    ['nothing, where only a replaced value was shown', about([version(1), version(2)], [shown('v1', 33)]), { tier: 'safe', since: 33 }],
    [
      'what they knew before the vault',
      about([version(1, { origin: 'adopted', setBy: null })], [], { knownOutside: [{ from: 5 }] }),
      { tier: 'knows', since: 5 },
    ],
    ['nothing from before the vault after a new value', about([version(1)], [], { knownOutside: [{ from: 5 }] }), { tier: 'safe', since: 10 }],
    ['what they knew before, though they set a value', about([version(1, { setBy: 'ann' })], [], { knownOutside: [{ from: 5 }] }), { tier: 'knows', since: 5 }],
    ['what they could have opened', about([version(1)], [], { reach: [{ from: 12, to: null }] }), { tier: 'could-have-seen', since: 12 }],
    ['what they could have opened while they had access', about([version(1)], [], { reach: [{ from: 5, to: 15 }] }), { tier: 'could-have-seen', since: 10 }],
    ['nothing, where access ended before the value came', about([version(2)], [], { reach: [{ from: 5, to: 15 }] }), { tier: 'none' }],
    ['nothing, where what they could have opened was replaced', about([version(1), version(2)], [], { reach: [{ from: 5, to: 15 }] }), { tier: 'none' }],
    [
      'nothing yet, before they learned it',
      exposure('ann', { versions: [version(1)], disclosures: [shown('v1', 15)], knownOutside: [], reach: [] }, 12),
      { tier: 'none' },
    ],
  ])('is %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('a cause', () => {
  const cause = { subjectId: 'ann', at: 50 };
  it.each([
    ['is not answered by nothing', [], [], false],
    ['is answered by a later value of somebody else', [version(6)], [], true],
    ['is answered by a later value of a machine', [version(6, { setBy: null })], [], true],
    ['is not answered by a value from before', [version(4)], [], false],
    ['is not answered by a value of the same moment', [version(5)], [], false],
    ['is not answered by an existing value typed in later', [version(6, { origin: 'adopted' })], [], false],
    ['is not answered by its own subject', [version(6, { setBy: 'ann' })], [], false],
    ['is not answered by a candidate', [version(6, { setAt: null })], [], false],
    ['is not answered by a value its subject saw while it was prepared', [version(6, { createdAt: 55 })], [shown('v6', 57)], false],
    ['is answered though its subject saw the value later, with access again', [version(6)], [shown('v6', 70)], true],
  ])('%s', (_, versions, disclosures, expected) => {
    expect(isAnswered(cause, versions, disclosures)).toBe(expected);
  });

  it('without a subject is answered by whoever sets a new value', () => {
    expect(isAnswered({ subjectId: null, at: 50 }, [version(6, { setBy: null })], [])).toBe(true);
  });
});

it('a value with a NUL, an empty one, a huge one and a password of a few characters are refused', () => {
  const faults = ['a\0b', '  ', 'x'.repeat(20_001), ' 12345 ', ' pass word '].map((value) => valueFault('password', value));
  expect(faults).toEqual(['nul', 'empty', 'too-long', 'too-short', null]);
  expect(valueFault('note', 'Bel')).toBeNull();
});

it('values that differ by blanks and capitals alone are one', () => {
  expect(['Zomer 2024!', ' zomer2024!\t', 'ZOMER\u00a02024!'].map(foldedValue)).toEqual(['zomer2024!', 'zomer2024!', 'zomer2024!']);
  expect(foldedValue('zomer2025!')).not.toBe('zomer2024!');
});
