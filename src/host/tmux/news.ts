import { spawn } from 'node:child_process';
import { piece } from './client.ts';
import { quote } from './quote.ts';

/** That something happened in a tmux server; that it ended, and not in good order; or that none is there, and this did not see how it ended. */
export type News = 'happened' | 'died' | 'none';

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

/** What a client says whose server was killed, or crashed, under it. One that ended in good order leaves its clients without a word. */
const ofDeath = /server exited unexpectedly|lost server/;

/** One that waits for a piece of news. */
export interface Waiter {
  readonly news: Promise<News>;
  /** Nothing is told any more. */
  stop(): void;
}

/**
 * Waits for one piece of news, in a process that sleeps until then. It is no control client, which can crash tmux 3.3a as
 * it connects.
 */
export function waitForNews(argv: readonly string[], env: NodeJS.ProcessEnv): Waiter {
  const client = spawn('tmux', [...argv, 'wait-for', channel], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let isStopped = false;
  let said = '';
  client.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return {
    news: new Promise((resolve) => {
      client.once('error', () => isStopped || resolve('none'));
      client.once('close', (code) => isStopped || resolve(code === 0 ? 'happened' : ofDeath.test(said) ? 'died' : 'none'));
    }),
    stop: () => {
      isStopped = true;
      client.kill('SIGKILL');
    },
  };
}
