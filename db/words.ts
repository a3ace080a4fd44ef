/**
 * The closed sets of words that the tables hold: each stands here once, and makes the columns' types, the schemas of the
 * doors and the types of the rules. A new word begins here; the compiler names what has to know it.
 */
export type Word<L extends readonly string[]> = L[number];

export const locales = ['nl', 'en'] as const;
export type Locale = Word<typeof locales>;

// people
export const roleKinds = ['admin', 'hr', 'auditor'] as const;
export type Role = Word<typeof roleKinds>;
export const personStates = ['active', 'absent', 'leaving', 'left'] as const;
export type PersonState = Word<typeof personStates>;
export const organisationKinds = ['own', 'agency', 'partner'] as const;

// accounts
export const criticalities = ['critical', 'normal', 'low'] as const;
export type Criticality = Word<typeof criticalities>;
export const accountStatuses = ['active', 'locked-out', 'suspended', 'retired'] as const;
export type AccountStatus = Word<typeof accountStatuses>;
export const officeKinds = ['owner', 'deputy'] as const;
export type Office = Word<typeof officeKinds>;

// ways in
/** What is kept outside the vault: it has no level. */
export const otherGrantKinds = ['platform-role', 'recovery-contact', 'second-factor', 'connected-app', 'known-outside'] as const;
export const grantKinds = ['shared-login', ...otherGrantKinds] as const;
export type GrantKind = Word<typeof grantKinds>;
/** A machine uses a value, and never manages one. */
export const serviceLevels = ['code', 'reveal'] as const;
export const levels = [...serviceLevels, 'manage'] as const;
export type Level = Word<typeof levels>;
export const grantStates = ['active', 'ended', 'closed'] as const;
export type GrantState = Word<typeof grantStates>;
export const grantOrigins = ['granted', 'imported', 'task'] as const;

// secrets
export const secretKinds = ['password', 'totp', 'note'] as const;
export type SecretKind = Word<typeof secretKinds>;
export const versionStates = ['pending', 'current', 'retired', 'destroyed'] as const;
/** How much somebody can be said to know of a secret, from the worst. */
export const tiers = ['knows', 'could-have-seen', 'safe'] as const;
export type Tier = Word<typeof tiers>;
export const disclosureWays = ['shown', 'copied', 'created', 'imported', 'exported', 'service'] as const;
export const causeKinds = ['holder-left', 'disclosure-ended', 'known-outside-ended', 'break-glass', 'breach', 'role-change', 'asked'] as const;
export const rotationStates = ['due', 'prepared', 'confirmed', 'abandoned', 'blocked'] as const;
export type RotationState = Word<typeof rotationStates>;
export const rotationEvidence = ['second-device', 'attested'] as const;

// departures and tasks
export const offboardingStates = ['scheduled', 'held', 'cut', 'completed', 'reopened', 'cancelled'] as const;
export type OffboardingState = Word<typeof offboardingStates>;
/** What closes one way in that somebody found later. */
export const foundTaskKinds = ['remove-role', 'move-recovery', 'move-factor', 'reconnect-app'] as const;
export type FoundKind = Word<typeof foundTaskKinds>;
export const plannedTaskKinds = ['rotate', ...foundTaskKinds] as const;
export type PlannedKind = Word<typeof plannedTaskKinds>;
export const taskKinds = [...plannedTaskKinds, 'appoint-deputy'] as const;
export type TaskKind = Word<typeof taskKinds>;
export const taskStates = ['open', 'waiting', 'done', 'excepted'] as const;
export type TaskState = Word<typeof taskStates>;
export const taskOrigins = ['offboarding', 'access'] as const;
export const taskEvidence = ['version', 'note', 'link', 'attested'] as const;
export const heldKinds = [...grantKinds, ...officeKinds, 'secret'] as const;
export type Held = Word<typeof heldKinds>;

// proposals
export const proposalStates = ['open', 'confirmed', 'dismissed', 'overtaken'] as const;
export const proposalReasons = ['machine', 'to-oneself', 'after-change', 'breaker', 'lost-sign-in'] as const;
export type ProposalReason = Word<typeof proposalReasons>;

// the rest
export const policyStates = ['draft', 'published', 'superseded'] as const;
export type PolicyState = Word<typeof policyStates>;
/** Of a reset of somebody's sign-in. */
export const resetStates = ['waiting', 'sent', 'used', 'stopped'] as const;
export const sessionStages = ['password', 'enrolling', 'complete'] as const;
export type Stage = Word<typeof sessionStages>;
