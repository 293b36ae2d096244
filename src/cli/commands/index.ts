import type { Command } from '../command.ts';

/** Every verb, loaded when one is called. All at once: opening ten small files costs more than reading one large one. */
export async function allCommands(): Promise<readonly Command[]> {
  return (await import('./all.ts')).commands;
}

export async function loadCommand(name: string): Promise<Command | undefined> {
  return (await allCommands()).find((command) => command.name === name);
}
