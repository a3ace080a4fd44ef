import { clockReadings, digests, idempotencyKeys, importFiles, jobRuns, leases, outbox, reminders, throttles } from '#db/schema/index.ts';

/** Tables whose rows are bookkeeping: they may change without an audit event. */
export const unrecordedTables = [clockReadings, leases, jobRuns, outbox, reminders, digests, throttles, importFiles, idempotencyKeys];
