/** Detail of an event: ids, enums, times, counts and keyed hashes only. Names and free text go into `personal` of `record`. */
type Detail = Record<string, string | number | boolean | null>;

/** Every event there is, and the shape of its detail. Noun first, past tense. */
export type EventDetails = {
  'installation.set-up': { timeZone: string; locale: string };
  'installation.moved': { tables: number; rows: number; headSeq: number; headHash: string };
  'settings.changed': { names: string };
  'root-key.created': { rootKeyId: string };
  'root-key.changed': { rootKeyId: string; previousId: string };
  'root-key.wrapped-anew': { rootKeyId: string; keys: number };
  'root-key.retired': { rootKeyId: string };
  'vault.sealed': Record<string, never>;
  'vault.unsealed': { by: 'operator' | 'itself' };
  'signing-key.created': { signingKeyId: string; fingerprint: string };
  'signing-key.changed': { signingKeyId: string; fingerprint: string; previousId: string };
  'audit.checkpoint-signed': { headSeq: number };
  'audit.exported': { format: string; first: number; last: number; follows: boolean };
  'audit.anchor-begun': Record<string, never>;
  'audit.difference-acknowledged': { anchorSeq: number; headSeq: number };
  'organisation.added': { kind: string };
  'person.added': { origin: string; state: string };
  'person.changed': { fields: string };
  'absence.begun': Record<string, never>;
  'absence.ended': Record<string, never>;
  'person.vouched': Record<string, never>;
  'person.left': { periodId: string; effectiveAt: number };
  'person.rehired': { periodId: string };
  'role.given': { role: string };
  'role.taken': { role: string };
  'team.added': { members: number };
  'invitation.sent': { purpose: string; how: 'mail' | 'shown' };
  'invitation.redeemed': { purpose: string };
  'invitation.revoked': { purpose: string };
  'sign-in.created': { factor: string };
  'sign-in.password-proven': { sessionId: string };
  'sign-in.completed': { sessionId: string; factor: 'totp' | 'recovery-code' };
  'sign-in.refused': { because: string };
  'sign-in.ended': { because: string };
  'sign-in-reset.decided': { resetId: string; readyAt: number; alone: boolean };
  'sign-in-reset.sent': { resetId: string; how: 'mail' | 'shown' };
  'sign-in-reset.stopped': { resetId: string; because: string };
  'session.ended': { because: string; sessions: number };
  'session.stepped-up': { sessionId: string };
  'password.changed': { sessionsEnded: number };
  'factor.replaced': { sessionsEnded: number };
  'recovery-codes.made': { codes: number };
  'token.created': { scopes: string; expiresAt: number; serviceId: string | null };
  'token.stepped-up': Record<string, never>;
  'token.revoked': { because: string; tokens: number };
  'service.added': { responsibleId: string };
  'service.moved': { responsibleId: string };
  'service.ended': { tokens: number };
  'policy.drafted': { versionId: string; number: number };
  'policy.published': { versionId: string; number: number };
  'policy.asked': { versionId: string; number: number; people: number };
  'policy.acknowledged': { versionId: string; number: number };
  'account.added': { platform: string; criticality: string; origin: string };
  'account.changed': { fields: string };
  'office.given': { personId: string; office: string };
  'office.ended': { personId: string; office: string; because: string; successorId: string | null };
  'secret.added': { secretId: string; kind: string };
  'secret.removed': { secretId: string };
  'secret.adopted': { secretId: string; versionId: string };
  'secret.prepared': { secretId: string; versionId: string };
  'secret.set': { secretId: string; versionId: string; answered: number };
  'secret.abandoned': { secretId: string; versionId: string };
  'secret.destroyed': { versions: number };
  'secret.shown': { secretId: string; versionId: string; how: string };
  'secret.code-shown': { secretId: string; versionId: string };
  'alarm.raised': { alarmId: string; secrets: number; accounts: number };
  'secret.refused': { secretId: string; because: string };
  'text.refused': { fields: number };
  'cause.added': { secretId: string; kind: string; subjectId: string | null };
  'grant.given': { grantId: string; kind: string; level: string | null; personId: string | null; teamId: string | null };
  'grant.verified': { grantId: string; kind: string; level: string | null; personId: string | null; teamId: string | null };
  'grant.ended': { grantId: string; because: string; causes: number };
  'grant.closed': { grantId: string; because: string };
  'service-grant.given': { grantId: string; serviceId: string; level: string };
  'service-grant.ended': { grantId: string; serviceId: string; because: string; causes: number };
  'proposal.made': { proposalId: string; kind: string; why: string; personId: string | null };
  'proposal.confirmed': { proposalId: string; kind: string; personId: string | null };
  'proposal.dismissed': { proposalId: string; kind: string; personId: string | null };
  'proposal.overtaken': { proposalId: string; kind: string; personId: string | null; because: string };
  'service-token.consented': { tokenId: string; serviceId: string };
  'rotation.opened': { rotationId: string; secretId: string };
  'rotation.prepared': { rotationId: string; secretId: string; versionId: string };
  'rotation.attested': { rotationId: string; secretId: string; versionId: string };
  'rotation.confirmed': { rotationId: string; secretId: string; versionId: string; people: number };
  'rotation.abandoned': { rotationId: string; secretId: string };
  'rotation.refused': { rotationId: string; secretId: string };
  'rotation.blocked': { rotationId: string; secretId: string };
  'rotation.resumed': { rotationId: string; secretId: string };
  'task.opened': { kind: string; originId: string; assigneeId: string | null };
  'task.assigned': { assigneeId: string | null };
  'task.done': { kind: string; evidence: string };
  'task.excepted': { kind: string; until: number };
  'offboarding.proposed': { proposalId: string; effectiveAt: number };
  'offboarding.proposal-dismissed': { proposalId: string };
  'offboarding.previewed': { grants: number; secrets: number };
  'offboarding.scheduled': { effectiveAt: number; announced: boolean };
  'offboarding.moved': { effectiveAt: number };
  'offboarding.announced': Record<string, never>;
  'offboarding.cancelled': Record<string, never>;
  'offboarding.held': { effectiveAt: number };
  'offboarding.cut': { effectiveAt: number; by: string; grants: number; sessions: number; tokens: number; offices: number; causes: number; tasks: number };
  'offboarding.completed': { certificateId: string };
  'offboarding.reopened': { certificateId: string | null };
  'certificate.issued': { number: string; firstEvent: number; lastEvent: number };
  'import.checked': { kind: string; rows: number; bad: number };
  'import.done': { kind: string; added: number; changed: number; unchanged: number; bad: number };
  'reminder.sent': { digests: number; secrets: number; overtaken: number };
  'mail.failed': { template: string; attempts: number };
  'backup.made': { bytes: number };
  'clock.stepped': { direction: 'back' | 'on'; by: number };
  'clock.accepted': Record<string, never>;
  'access.refused': { action: string; because: string };
};

export type EventName = keyof EventDetails;

export type SubjectKind =
  | 'installation'
  | 'person'
  | 'organisation'
  | 'team'
  | 'account'
  | 'policy'
  | 'task'
  | 'offboarding'
  | 'token'
  | 'service'
  | 'import'
  | 'audit';

export type Subject = { kind: SubjectKind; id: string | null };

export type AnyDetail = Detail;
