export { rotationCommands } from './cli.ts';
export { type DueSecret, dueRotations, spreadAfterImport } from './due.ts';
export { rotationPages } from './pages.tsx';
export { dueAt } from './rules.ts';
export {
  confirmRotation,
  getRotation,
  openRotation,
  prepareRotation,
  showCandidate,
} from './service.ts';
