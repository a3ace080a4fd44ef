export { setupCommands } from './cli.ts';
export { setupPages } from './pages.tsx';
export { setUp, setupLink } from './service.ts';
