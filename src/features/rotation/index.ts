export { rotationApi } from './api.ts';
export { rotationCommands } from './cli.ts';
export { confirmRotation } from './confirm.ts';
export { type ToConfirm, valuesToConfirm } from './details.ts';
export { type DueSecret, dueAmong, dueRotations, spreadAfterImport } from './due.ts';
export { rotationPages } from './pages.tsx';
export { type AgedSecret, dueAt } from './rules.ts';
export {
  blockRotation,
  getRotation,
  openRotation,
  prepareRotation,
  refuseRotation,
  showCandidate,
} from './service.ts';
