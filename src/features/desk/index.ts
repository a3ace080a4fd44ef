export { accessCommands } from './access.cli.ts';
export { deskApi } from './api.ts';
export { registerCommands } from './cli.ts';
export { deskPages } from './pages.tsx';
