export { setupCommands } from './cli.ts';
export { openSetup, setUp, setupLink } from './service.ts';
