import { ensure } from '#src/ground/permission.ts';
import type { AppCommand } from './app-command.ts';
import { closedProblem } from './boot.ts';

export const sealCommand: AppCommand = {
  name: 'seal',
  summary: 'make the running server forget the root key: nothing is shown or changed until unseal',
  arguments: [],
  options: [],
  needsServer: true,
  async run(app, ctx) {
    ensure(ctx, 'settings.edit', null);
    if (app.state() === 'recovery') throw closedProblem(app.state());
    const sealed = app.state() === 'open';
    if (sealed) await app.seal(ctx);
    return { text: sealed ? "Sealed. Open it again with './keyholder unseal'." : 'It was sealed already.', json: { state: app.state() }, exit: 0 };
  },
};

export const unsealCommand: AppCommand = {
  name: 'unseal',
  summary: 'make the running server read the root key again and go on; what fell due meanwhile is cut first',
  arguments: [],
  options: [],
  needsServer: true,
  async run(app, ctx) {
    ensure(ctx, 'settings.edit', null);
    if (app.state() === 'recovery') throw closedProblem(app.state());
    if (app.state() === 'open') return { text: 'It was open already.', json: { state: 'open' }, exit: 0 };
    const fault = await app.unseal('operator');
    if (fault !== null) return { text: fault, json: { state: app.state(), because: fault }, exit: 1 };
    return { text: 'Open. What fell due meanwhile was cut first.', json: { state: 'open' }, exit: 0 };
  },
};
