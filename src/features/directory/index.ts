export { directoryApi } from './api.ts';
export { directoryCommands } from './cli.ts';
export { directoryJobs } from './jobs.ts';
export { directoryPages } from './pages.tsx';
export type { Exposed, ImportKind, ImportReport } from './report.ts';
export type { Remark, RemarkCode } from './remarks.ts';
export { confirmImport, type ImportFile, importAccounts, importPeople, stageImport } from './service.ts';
