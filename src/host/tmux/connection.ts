import { systemClock } from '../clock.ts';
import { execute } from '../execute.ts';
import { HostError } from '../host-error.ts';
import type { ObservedTmux } from '../../state/observed.ts';
import { clientMark } from './abandoned-clients.ts';
import { ControlClient, TmuxGone, TmuxRefusal, TmuxSilent } from './control-client.ts';
import { listPanesArgv, listPanesLine, readSnapshot } from './list-panes.ts';
import { requireTmux } from './requirement.ts';

/** What tmux says where no server listens: an answer about the world, not a failure to look. */
const noServer = /no server running|no sessions|error connecting to .*\((No such file or directory|Connection refused)\)/;
/** What a client says that came to a server in its last moments: nothing it asked for is there, and another server can be. */
const serverEnded = /server exited unexpectedly|lost server/;
const pauseMs = 50;
const noSession = /can't find session/;

/** The one control-mode connection of a run: made when first needed, to a session that exists by then. */
export class Connection {
  readonly #serverArgv: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #clientEnv: NodeJS.ProcessEnv;
  #client: ControlClient | undefined;
  #opening: Promise<string> | undefined;

  constructor(serverArgv: readonly string[], { environment, socket }: { readonly environment: NodeJS.ProcessEnv; readonly socket: string }) {
    this.#serverArgv = ['-u', ...serverArgv];
    this.#env = withoutOurselves(environment);
    this.#clientEnv = { ...this.#env, ...clientMark(socket) };
  }

  async snapshot(session: string, moreTries = 2): Promise<ObservedTmux> {
    try {
      const blocks = await this.#connected(session).send(listPanesLine);
      return readSnapshot(blocks.flat().join('\n')) ?? { running: false };
    } catch (error) {
      await this.close();
      if (error instanceof TmuxGone && noServer.test(error.message)) return this.#nothingRuns();
      if (error instanceof TmuxGone && noSession.test(error.message)) return this.#snapshotByProcess();
      // The server ended under the look, as it does once its last window is closed: another look tells what is there now.
      if (isEnding(error) && moreTries > 0) return this.snapshot(session, moreTries - 1);
      throw await this.#explained(error);
    }
  }

  /** Runs `windowLine` in the session, or `sessionLine` where there is none yet; gives the first line printed. */
  async open(session: string, windowLine: string, sessionLine: string): Promise<string> {
    if (this.#client === undefined) {
      if (this.#opening === undefined) {
        this.#opening = this.#openSession(session, sessionLine).finally(() => (this.#opening = undefined));
        return this.#opening;
      }
      await this.#opening;
    }
    const blocks = await this.send(windowLine);
    return blocks[0]?.[0] ?? '';
  }

  async send(line: string): Promise<string[][]> {
    if (this.#client === undefined) throw this.error(line, 'No tmux server runs on this socket.');
    try {
      return await this.#client.send(line);
    } catch (error) {
      throw await this.#explained(error);
    }
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.close();
  }

  error(line: string, message: string): HostError {
    return new HostError({ tool: 'tmux', command: ['tmux', ...this.#serverArgv, shortened(line)], message, stderr: '' });
  }

  #connected(session: string): ControlClient {
    this.#client ??= new ControlClient(
      [...this.#serverArgv, '-C', 'attach-session', '-f', 'no-output,ignore-size', '-t', `=${session}`],
      this.#clientEnv,
    );
    return this.#client;
  }

  /**
   * A process of its own, because a control-mode client needs a session to attach to. The line goes in by standard
   * input: argv to a tmux server is limited to 16 KB, and a brief is longer.
   */
  async #openSession(session: string, sessionLine: string, moreTries = 3): Promise<string> {
    const argv = [...this.#serverArgv, 'start-server', ';', 'source-file', '-'];
    try {
      const { stdout } = await execute('tmux', argv, { env: this.#env, input: `${sessionLine}\n` });
      this.#connected(session);
      return stdout.split('\n')[0] ?? '';
    } catch (error) {
      if (!(error instanceof HostError) || !serverEnded.test(error.stderr) || moreTries === 0) throw error;
      await systemClock.wait(pauseMs);
      return this.#openSession(session, sessionLine, moreTries - 1);
    }
  }

  async #nothingRuns(): Promise<ObservedTmux> {
    await requireTmux(this.#env);
    return { running: false };
  }

  async #snapshotByProcess(): Promise<ObservedTmux> {
    const { stdout } = await execute('tmux', [...this.#serverArgv, ...listPanesArgv], { env: this.#env });
    return readSnapshot(stdout) ?? { running: false };
  }

  /** A tmux that is missing or too old fails in many words; its version says it in one. */
  async #explained(error: unknown): Promise<unknown> {
    if (error instanceof TmuxRefusal) return this.error(error.command, `tmux refuses a command: ${error.message}.`);
    if (error instanceof TmuxSilent) return this.error('', `${error.message}. Its server may hang: see what it does, or end it.`);
    await requireTmux(this.#env);
    if (error instanceof TmuxGone) return this.error('', `The connection to tmux ended: ${error.message}.`);
    return error;
  }
}

/** The server is going away: the connection ended, or it has no session any more that a command could be about. */
function isEnding(error: unknown): boolean {
  return error instanceof TmuxGone || (error instanceof TmuxRefusal && /^no current target/.test(error.message));
}

/** What says that a process belongs to an agent or to a window, and nothing that a person would set. */
const marks = /^(TMUX|TMUX_PANE|CLAUDECODE|CODERS_(TEAM|ADDRESS|EPOCH|BRIEF|SOCKET|CLIENT))$/;

/** The server outlives this run and hands its environment to every window: what marks an agent must not leak in. */
function withoutOurselves(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = Object.entries(environment).filter(([name]) => !marks.test(name));
  return Object.fromEntries(foreign);
}

function shortened(line: string): string {
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
