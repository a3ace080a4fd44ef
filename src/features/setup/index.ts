export { setupCommands } from './cli.ts';
export { setupPages } from './pages.tsx';
export { openSetup, setUp, setupLink } from './service.ts';
