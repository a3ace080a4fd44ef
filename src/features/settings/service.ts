import { signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { canonical } from '#src/ground/canonical.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { organisationInput, revealAlarmInput, rotationPolicyInput, secondPersonInput, signInResetInput, type SettingsChange } from './input.ts';
import { findSetting, keepSetting, type SettingName } from './queries.ts';
import {
  defaultRevealAlarm,
  defaultRotationPolicy,
  defaultSecondPerson,
  defaultSignInReset,
  type Organisation,
  type RevealAlarm,
  type RotationPolicy,
  unnamedOrganisation,
} from './rules.ts';

/** Before set-up there is one without a name of its own, so that pages can be drawn. */
export async function getOrganisation(ctx: Ctx): Promise<Organisation> {
  const kept = await findSetting(ctx.read, 'organisation');
  return kept === undefined ? unnamedOrganisation : organisationInput.parse(JSON.parse(kept));
}

/** An installation is set up once its organisation is known; set-up saves it together with the first administrator. */
export async function isSetUp(ctx: Ctx): Promise<boolean> {
  return (await findSetting(ctx.read, 'organisation')) !== undefined;
}

export async function saveOrganisation(ctx: Ctx, organisation: Organisation): Promise<void> {
  await save(ctx, 'organisation', { ...organisation });
}

export async function rotationPolicy(ctx: Ctx): Promise<RotationPolicy> {
  const kept = await findSetting(ctx.read, 'rotation-policy');
  return kept === undefined ? defaultRotationPolicy : rotationPolicyInput.parse(JSON.parse(kept));
}

export async function saveRotationPolicy(ctx: Ctx, policy: RotationPolicy): Promise<void> {
  await save(ctx, 'rotation-policy', { ...policy });
}

/** How long whoever set somebody's address needs a second person to let that somebody in. */
export async function secondPersonDays(ctx: Ctx): Promise<number> {
  const kept = await findSetting(ctx.read, 'second-person');
  return (kept === undefined ? defaultSecondPerson : secondPersonInput.parse(JSON.parse(kept))).days;
}

export async function saveSecondPerson(ctx: Ctx, setting: { days: number }): Promise<void> {
  await save(ctx, 'second-person', { ...setting });
}

export async function revealAlarm(ctx: Ctx): Promise<RevealAlarm> {
  return readAlarm((await findSetting(ctx.read, 'reveal-alarm')) ?? null);
}

/** The limit in the row as it is kept: read together with what is held against it, at every look. */
export function alarmLimit(kept: string | null): number {
  return readAlarm(kept).secrets;
}

function readAlarm(kept: string | null): RevealAlarm {
  return kept === null ? defaultRevealAlarm : revealAlarmInput.parse(JSON.parse(kept));
}

export async function saveRevealAlarm(ctx: Ctx, alarm: RevealAlarm): Promise<void> {
  await save(ctx, 'reveal-alarm', { ...alarm });
}

/** How long a reset of somebody's sign-in waits before the link leaves. */
export async function signInResetHours(ctx: Ctx): Promise<number> {
  const kept = await findSetting(ctx.read, 'sign-in-reset');
  return (kept === undefined ? defaultSignInReset : signInResetInput.parse(JSON.parse(kept))).hours;
}

export async function saveSignInReset(ctx: Ctx, setting: { hours: number }): Promise<void> {
  await save(ctx, 'sign-in-reset', { ...setting });
}

export type Settings = {
  organisation: Organisation;
  rotation: RotationPolicy;
  secondPerson: { days: number };
  revealAlarm: RevealAlarm;
  signInReset: { hours: number };
};

/** For whoever looks at them; pages show the name of the organisation to everybody. */
export async function viewSettings(ctx: Ctx): Promise<Settings> {
  ensure(ctx, 'settings.view', null);
  return {
    organisation: await getOrganisation(ctx),
    rotation: await rotationPolicy(ctx),
    secondPerson: { days: await secondPersonDays(ctx) },
    revealAlarm: await revealAlarm(ctx),
    signInReset: { hours: await signInResetHours(ctx) },
  };
}

/** What is left out stays as it is. */
export async function changeSettings(ctx: Ctx, change: SettingsChange): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const { organisation, rotation } = await viewSettings(inside);
    if (change.organisation) await saveOrganisation(inside, organisationInput.parse({ ...organisation, ...given(change.organisation) }));
    if (change.revealAlarm) await saveRevealAlarm(inside, change.revealAlarm);
    if (change.secondPerson) await saveSecondPerson(inside, change.secondPerson);
    if (change.signInReset) await saveSignInReset(inside, change.signInReset);
    if (change.rotation) await saveRotationPolicy(inside, rotationPolicyInput.parse({ ...rotation, ...given(change.rotation) }));
  });
}

function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

async function save(ctx: Ctx, name: SettingName, value: Record<string, string | number>): Promise<void> {
  const because = ensure(ctx, 'settings.edit', null);
  const text = canonical(value);
  await ctx.write(async (tx) => {
    if ((await findSetting(tx, name)) === text) return;
    await keepSetting(tx, { name, value: text, updatedAt: ctx.now(), updatedBy: signatureOf(ctx.actor) });
    await record(tx, ctx, 'settings.changed', { kind: 'installation', id: null }, { names: name }, { because });
  });
}
