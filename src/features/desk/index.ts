export { accessCommands } from './access.cli.ts';
export { deskApi } from './api.ts';
export { registerCommands } from './cli.ts';
export { staffCommands } from './people.cli.ts';
export { deskPages } from './pages.tsx';
