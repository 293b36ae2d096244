import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { sessionFile } from '../../src/demo/session-file.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { buildDemoAgent, demoTmux, rowsIn, type PaneRequest } from './demo-pane.ts';

/** The title of an idle agent named `cart`, and of a busy one. */
export const idle = '◇ idle · cart';
export const working = '◆ working · cart';

/** How an agent is started; with `argv`, another program than the agent as it is. */
export interface Start extends Partial<PaneRequest> {
  readonly brief?: string;
  readonly session?: string;
  readonly resume?: boolean;
}

/** The agent as it ships, and a tmux server to run it in. */
export async function demoAgents() {
  const program = await buildDemoAgent();
  const tmux = await demoTmux();

  /** Starts the agent in a pane and, where it has no brief, waits until it is idle. */
  const start = async ({ brief, session = randomUUID(), resume = false, ...request }: Start = {}) => {
    const directory = request.directory ?? (await temporaryDirectory());
    const options = [resume ? '--resume' : '--session-id', session, '--name', 'cart', ...(brief === undefined ? [] : ['--', brief])];
    const pane = await tmux.open({ argv: [process.execPath, program, ...options], ...request, directory });
    const file = sessionFile(session, tmux.env);
    const said = async (type: string) => (existsSync(file) ? (await rowsIn(file)).filter((row) => row.type === type).map((row) => row.text) : []);
    const turns = (count: number) => waitUntil(async () => (await said('turn-end')).length >= count, { what: `${count} ended turns` });
    if (request.argv === undefined && brief === undefined) await pane.titled(idle);
    return { pane, directory, session, file, said, turns };
  };

  /** Runs the agent without a terminal, to its end. */
  const pipe = (argv: readonly string[], input = '', env: Readonly<Record<string, string>> = {}) =>
    new Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>((resolve) => {
      const child = execFile(process.execPath, [program, ...argv], { env: { ...tmux.env, ...env }, cwd: tmux.home }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }));
      child.stdin?.end(input);
    });

  return { program, env: tmux.env, start, pipe };
}
