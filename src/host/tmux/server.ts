import { systemClock } from '../clock.ts';
import { HostError } from '../host-error.ts';
import { withoutOurselves } from '../without-ourselves.ts';
import type { ObservedTmux } from '../../state/observed.ts';
import { piece, TmuxClient, TmuxGone, TmuxRefusal, TmuxSilent } from './client.ts';
import { listPanesCommands, readSnapshot } from './list-panes.ts';
import { requireTmux } from './requirement.ts';

/** What tmux says where no server listens: an answer about the world, not a failure to look. */
const noServer = /no server running|no sessions|error connecting to .*\((No such file or directory|Connection refused)\)/;
/** What a client says that came to a server in its last moments: nothing it asked for is there, and another server can be. */
const serverEnded = /server exited|lost server|server went away/;
/** Said by a server that has no session any more, and ends as soon as no client is left: other clients may hold it long. */
const nothingLeft = /no current target/;
const noSession = /can't find (session|window)|no current target/;
const noTarget = /can't find (session|window|pane)|no such (session|window|pane)|no current target/;
/** Somebody else was faster. */
const isThereAlready = /duplicate session/;
const pauseMs = 50;

/** One tmux server, whether it runs or not. */
export class TmuxServer {
  readonly #argv: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #client: TmuxClient;
  #opening: Promise<string | undefined> | undefined;

  constructor(serverArgv: readonly string[], environment: NodeJS.ProcessEnv) {
    this.#argv = ['-u', ...serverArgv];
    this.#env = withoutOurselves(environment); // the server hands it to every window
    this.#client = new TmuxClient(this.#argv, this.#env);
  }

  /** `afterEnd`: some program has ended, and the server may not know how. */
  async snapshot(afterEnd = false, moreTries = 2): Promise<ObservedTmux> {
    try {
      const seen = await this.#look(afterEnd ? [endSomething, ...listPanesCommands] : listPanesCommands);
      return isTold(seen) ? seen : await this.#look([endSomething, ...listPanesCommands]);
    } catch (error) {
      if (error instanceof TmuxGone && noServer.test(error.message)) return this.#nothingRuns();
      if (error instanceof TmuxRefusal && nothingLeft.test(error.message)) return { running: false };
      // The server ended under the look, as it does once its last window is closed: another look tells what is there now.
      if (!isEnding(error) || moreTries === 0) throw await this.#explained(error);
      await systemClock.wait(pauseMs);
      return this.snapshot(afterEnd, moreTries - 1);
    }
  }

  /**
   * Runs `windowLine` in the session, or `sessionLine` where there is none yet; gives what it printed. Whenever the session
   * comes or goes between the two, it is begun anew, a few times.
   */
  async open(windowLine: string, sessionLine: string, moreTries = 3): Promise<string> {
    try {
      await this.#opening;
      return await this.#client.run(windowLine);
    } catch (error) {
      if (!isMissing(error, noSession)) throw await this.#explained(error);
    }
    if (this.#opening !== undefined) return this.open(windowLine, sessionLine, moreTries);
    this.#opening = this.#openSession(sessionLine).finally(() => (this.#opening = undefined));
    const printed = await this.#opening;
    if (printed !== undefined) return printed;
    if (moreTries === 0) throw this.error(sessionLine, 'tmux has a session of this name, and finds none when a window is to be opened in it.');
    return this.open(windowLine, sessionLine, moreTries - 1);
  }

  /** Gives what the line printed; undefined where what it names is gone, or the whole server: somebody ended it since it was looked at. */
  async send(line: string): Promise<string | undefined> {
    try {
      return await this.#client.run(line);
    } catch (error) {
      if (!isMissing(error, noTarget)) throw await this.#explained(error);
      if (error instanceof TmuxGone) await requireTmux(this.#env); // nobody has looked where tmux itself is missing
      return undefined;
    }
  }

  error(line: string, message: string): HostError {
    return new HostError({ tool: 'tmux', command: ['tmux', ...this.#argv, shortened(line)], message, stderr: '' });
  }

  async #look(commands: readonly string[]): Promise<ObservedTmux> {
    return readSnapshot(await this.#client.read(piece(commands))) ?? { running: false };
  }

  /** Undefined where the session is there. */
  async #openSession(sessionLine: string, moreTries = 3): Promise<string | undefined> {
    try {
      return await this.#client.start(sessionLine);
    } catch (error) {
      if (error instanceof TmuxRefusal && isThereAlready.test(error.message)) return undefined;
      if (!(error instanceof TmuxGone) || !serverEnded.test(error.message) || moreTries === 0) throw await this.#explained(error);
      await systemClock.wait(pauseMs);
      return this.#openSession(sessionLine, moreTries - 1);
    }
  }

  async #nothingRuns(): Promise<ObservedTmux> {
    await requireTmux(this.#env);
    return { running: false };
  }

  /** A tmux that is missing or too old fails in many words; its version says it in one. */
  async #explained(error: unknown): Promise<unknown> {
    if (error instanceof TmuxRefusal) return this.error(error.command, `tmux refuses a command: ${error.message}.`);
    if (error instanceof TmuxSilent) return this.error('', `${error.message}. Its server may hang: see what it does, or end it.`);
    await requireTmux(this.#env);
    if (!(error instanceof TmuxGone)) return error;
    return this.error('', noServer.test(error.message) ? 'No tmux server runs on this socket.' : `The connection to tmux ended: ${error.message}.`);
  }
}

/**
 * tmux 3.3a often misses that a program has ended: as it lets go of the program's terminal, libutempter takes the signal
 * away from it. It learns how that one ended with the next end of anything.
 */
const endSomething = 'run-shell true';

/** Of every program that has ended it is known how. */
function isTold(seen: ObservedTmux): boolean {
  return !seen.running || seen.panes.every(({ dead }) => dead === undefined || dead.code !== undefined || dead.signal !== undefined);
}

function isEnding(error: unknown): boolean {
  return error instanceof TmuxGone && serverEnded.test(error.message);
}

/** There is no such target, in the words that tmux has for it, or no server that could have it, or none any more. */
function isMissing(error: unknown, words: RegExp): boolean {
  if (error instanceof TmuxRefusal) return words.test(error.message);
  return error instanceof TmuxGone && (noServer.test(error.message) || serverEnded.test(error.message));
}

function shortened(line: string): string {
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
