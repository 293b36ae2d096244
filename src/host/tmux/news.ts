import { spawn } from 'node:child_process';
import { piece } from './client.ts';
import { quote } from './quote.ts';

/** That something happened in a tmux server, or that it is gone. */
export type News = 'happened' | 'gone';

/** The channel that the hooks of a team's panes signal. Kept by the server while nobody waits: no signal is lost. */
const channel = 'coders';

const signal = `"wait-for -S ${channel}"`;

/** Of a session: a window was closed, or a person looks at another one, or at none. */
const sessionHooks = ['window-unlinked', 'session-window-changed', 'client-detached'];

/** Makes panes, and the session they are in, tell what happens to them. The hooks live and die with what they stand on. */
export function tellLines(session: string, panes: readonly string[]): string[] {
  return [
    piece(sessionHooks.map((hook) => `set-hook -t ${quote(`=${session}:`)} ${hook} ${signal}`)),
    ...panes.map((pane) => piece([`set-hook -p -t ${pane} pane-died ${signal}`])),
  ];
}

/**
 * Waits for one piece of news, in a process that sleeps until then. It is no control client, which can crash tmux 3.3a as
 * it connects. Ends early through `stop`, and then tells nothing.
 */
export function waitForNews(argv: readonly string[], env: NodeJS.ProcessEnv, tell: (news: News) => void): { stop(): void } {
  const client = spawn('tmux', [...argv, 'wait-for', channel], { env, stdio: 'ignore' });
  let isStopped = false;
  client.once('error', () => isStopped || tell('gone'));
  client.once('exit', (code) => isStopped || tell(code === 0 ? 'happened' : 'gone'));
  return {
    stop: () => {
      isStopped = true;
      client.kill('SIGKILL');
    },
  };
}
