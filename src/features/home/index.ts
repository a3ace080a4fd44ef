export { homeApi } from './api.ts';
export { homeCommands } from './cli.ts';
export { describePerson } from './describe.ts';
export { homePages } from './pages.tsx';
