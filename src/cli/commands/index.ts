import type { Command } from '../command.ts';

/** Every verb, in the order a person meets them; each is loaded only when it is called. */
const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  init: () => import('./init.ts'),
  validate: () => import('./validate.ts'),
  plan: () => import('./plan.ts'),
  apply: () => import('./apply.ts'),
  status: () => import('./status.ts'),
  attach: () => import('./attach.ts'),
  send: () => import('./send.ts'),
  messages: () => import('./messages.ts'),
  down: () => import('./down.ts'),
  completion: () => import('./completion.ts'),
};

export const commandNames: readonly string[] = Object.keys(commands);

export async function loadCommand(name: string): Promise<Command | undefined> {
  return Object.hasOwn(commands, name) ? (await commands[name]!()).command : undefined;
}

export async function allCommands(): Promise<Command[]> {
  return Promise.all(Object.values(commands).map(async (load) => (await load()).command));
}
