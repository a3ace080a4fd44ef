export { rotationCommands } from './cli.ts';
export { type DueSecret, dueRotations, spreadAfterImport } from './due.ts';
export { rotationPages } from './pages.tsx';
export { dueAt, dueByAge } from './rules.ts';
export {
  abandonRotation,
  blockRotation,
  confirmRotation,
  getRotation,
  openRotation,
  prepareRotation,
  refuseRotation,
  showCandidate,
  unblockRotation,
} from './service.ts';
