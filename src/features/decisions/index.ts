export { decisionsApi } from './api.ts';
export { decisionsCommands } from './cli.ts';
export { decisionsPages } from './pages.tsx';
export { confirmProposal, countToDecide } from './service.ts';
