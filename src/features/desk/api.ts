import type { Rest } from '#src/http/routes.ts';
export function deskApi(_rest: Rest): void {}
