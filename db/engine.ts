/**
 * Which engine this process speaks. Table objects differ per engine and are made when `db/schema` loads, before any
 * configuration object exists, so the choice is read here, once; `src/host/config.ts` validates the same variable.
 */
export type Engine = 'sqlite' | 'postgres';

export const engine: Engine = /^postgres(ql)?:/.test(process.env.KEYHOLDER_DATABASE_URL ?? '') ? 'postgres' : 'sqlite';
