export { decisionsApi } from './api.ts';
export { decisionsCommands } from './cli.ts';
export { decisionsPages } from './pages.tsx';
export { confirmOrigin, confirmProposal, countToDecide, dismissProposal, listWaiting } from './service.ts';
