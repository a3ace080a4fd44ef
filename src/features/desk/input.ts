import { accountStatuses, criticalities, grantKinds, levels, locales, officeKinds, personStates, roleKinds, secretKinds } from '#db/words.ts';
import { z } from 'zod';
import { lostThings } from '#src/features/access/index.ts';
import { isMailAddress } from '#src/ground/plain-text.ts';
import { parseDay } from '#src/ground/time.ts';
import { paging } from '#src/http/api-shapes.ts';
import { optionalText } from '#src/http/form.ts';

const day = z
  .string()
  .trim()
  .refine((text) => text === '' || parseDay(text) !== undefined, 'invalid-date')
  .optional();
const id = z.string().trim().min(1).max(60);
const maybeId = optionalText(60);
const typed = z.string().trim().max(200).default('');
const link = z
  .string()
  .trim()
  .max(500)
  .refine((text) => text === '' || /^https?:\/\/\S+$/i.test(text), 'invalid-url')
  .default('');
const criticality = z.enum(criticalities);

export const emptyInput = z.strictObject({});
export const resetInput = z.strictObject({ lost: z.enum(lostThings) });
export const reasonInput = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export const revealInput = z.strictObject({ how: z.enum(['shown', 'copied']), reason: optionalText(500) });
export const codeInput = z.strictObject({ reason: optionalText(500) });

export const keepInput = z.strictObject({
  kind: z.enum(secretKinds),
  label: optionalText(200),
  value: z.string().max(20_000),
  setOn: day,
});
export const valueInput = z.strictObject({ value: z.string().max(20_000), setOn: day });

const facts = {
  handle: z.string().trim().min(1).max(200),
  url: link,
  brand: typed,
  region: typed,
  purpose: typed,
  criticality,
};
export const newAccountInput = z.strictObject({
  ...facts,
  platform: z.string().min(1).max(60),
  owner: typed,
  ownerId: maybeId,
  deputy: typed,
  deputyId: maybeId,
});
export const editAccountInput = z.strictObject({ ...facts, status: z.enum(accountStatuses) });

export const giveInput = z.strictObject({
  person: typed,
  personId: maybeId,
  teamId: maybeId,
  kind: z.enum(grantKinds),
  level: z.enum(levels).default('reveal'),
  platformRole: optionalText(200),
  reason: optionalText(500),
  until: day,
});

export const appointInput = z.strictObject({ office: z.enum(officeKinds), person: typed, personId: maybeId });
export const dismissInput = z.strictObject({ personId: id });

export const personFields = z.strictObject({
  givenName: z.string().trim().max(100),
  nameParticle: typed,
  familyName: z.string().trim().max(100),
  email: z
    .string()
    .trim()
    .max(254)
    .refine((text) => text === '' || isMailAddress(text), 'invalid-email')
    .default(''),
  employeeNumber: typed,
  jobTitle: typed,
  department: typed,
  manager: typed,
  managerId: maybeId,
  locale: z.enum(locales),
});
export const absenceInput = z.strictObject({ absent: z.enum(['yes', 'no']) });
export const roleInput = z.strictObject({ role: z.enum(roleKinds) });

const search = z.string().max(200).optional();
export const accountsQuery = z.strictObject({
  without: z.enum(['owner', 'deputy', 'password']).optional(),
  search,
  platform: z.string().max(60).optional(),
  criticality: criticality.optional(),
  ...paging,
});
export const peopleQuery = z.strictObject({ search, state: z.enum(personStates).optional(), ...paging });
