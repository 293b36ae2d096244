import { isAbsolute } from 'node:path';
import type { TmuxSettings } from '../../manifest/manifest.ts';
import type { ObservedPane, ObservedTmux } from '../../state/observed.ts';
import type { PaneTag } from '../../state/tag.ts';
import {
  closePaneLine, isGone, isStale, openSessionLine, openWindowLine, renameWindowLine, respawnPaneLine, tagPaneLine, type WindowRequest,
} from './commands.ts';
import { piece } from './client.ts';
import { createInput, type Input } from './input.ts';
import { layoutCommand, readLayout, type TmuxSession } from './layout.ts';
import { TmuxServer } from './server.ts';
import { tellLines, waitForNews, type Waiter } from './news.ts';
import { removeStaleSocket, socketPath } from './socket.ts';

export interface PanePlace {
  readonly id: string;
  readonly server: string;
}

/** A tmux server as one team uses it. Every method throws a HostError when tmux fails. */
export interface Tmux {
  /** Path of the server's socket. */
  readonly socket: string;
  /** Every pane of the server, whoever's it is. `afterEnd`: some program in it has ended; this way it is learnt at once how. */
  observe(afterEnd?: boolean): Promise<ObservedTmux>;
  /** Every session with its windows and panes, and how they are laid out; none where no server runs. */
  layout(): Promise<readonly TmuxSession[]>;
  openWindow(request: WindowRequest): Promise<PanePlace>;
  /** Refused, as the others below, when `pane` holds another process by now, or is gone. */
  respawnPane(pane: ObservedPane, request: WindowRequest): Promise<void>;
  /** Nothing is to be done where it is gone. */
  closePane(pane: ObservedPane): Promise<void>;
  tagPane(pane: ObservedPane, tag: PaneTag): Promise<void>;
  renameWindow(pane: ObservedPane, name: string): Promise<void>;
  readonly input: Input;
  /** The pane's visible text, without trailing blank lines; undefined where the pane is gone. */
  capture(pane: string): Promise<string[] | undefined>;
  /** The last lines that say something, also those that have scrolled off; none of a pane that is gone. */
  lastLines(pane: string, count: number): Promise<string[]>;
  /** Makes these panes, and the team's session, tell what happens to them (see `news`): those of them that are still there. */
  tell(session: string, panes: readonly ObservedPane[]): Promise<void>;
  /** Waits until something happens, or there is no server. */
  news(): Waiter;
  /** The argv that shows a window to a person. */
  attachArgv(pane: ObservedPane): string[];
  /** Removes the socket file of a server that is about to end; never the person's own. */
  tidy(): Promise<void>;
}

/** The words that name a server: a private one takes no configuration that the manifest does not name. */
export function serverArgv({ socket, config }: TmuxSettings): string[] {
  if (socket === 'default') return [];
  return [isAbsolute(socket) ? '-S' : '-L', socket, '-f', config ?? '/dev/null'];
}

export function createTmux(settings: TmuxSettings, environment: NodeJS.ProcessEnv): Tmux {
  const socket = socketPath(settings, environment);
  const server = new TmuxServer(serverArgv(settings), environment);

  async function onPane(pane: ObservedPane, text: string): Promise<'done' | 'gone'> {
    const printed = await server.send(text);
    if (printed !== undefined && isStale(printed)) throw server.error(text, `Pane ${pane.id} holds another process than it did when it was looked at.`);
    return printed === undefined || isGone(printed) ? 'gone' : 'done';
  }

  async function onThere(pane: ObservedPane, text: string): Promise<void> {
    if ((await onPane(pane, text)) === 'gone') throw server.error(text, `Pane ${pane.id} is gone: the window "${pane.windowName}" was closed since it was looked at.`);
  }

  let lastClose: Promise<unknown> = Promise.resolve();
  /**
   * One at a time: tmux 3.3a crashes when the session's last window closes before control clients, as a person's terminal
   * may be one, were told that closing an earlier one changed the current window.
   */
  function closeInTurn(pane: ObservedPane): Promise<void> {
    const closed = lastClose.then(async () => void (await onPane(pane, closePaneLine(pane.id, pane.pid))));
    lastClose = closed.catch(() => undefined); // whoever asked for it hears of the failure
    return closed;
  }

  return {
    socket,
    observe: (afterEnd) => server.snapshot(afterEnd),
    layout: async () => ((await server.snapshot()).running ? readLayout((await server.send(piece([layoutCommand]))) ?? '') : []),
    openWindow: async (request) => readPlace(await server.open(openWindowLine(request), openSessionLine(request))),
    respawnPane: (pane, request) => onThere(pane, respawnPaneLine(pane.id, pane.pid, request)),
    closePane: closeInTurn,
    tagPane: (pane, tag) => onThere(pane, tagPaneLine(pane.id, pane.pid, tag)),
    renameWindow: (pane, name) => onThere(pane, renameWindowLine(pane.id, name)),
    input: createInput(server),
    capture: async (pane) => {
      const printed = await server.send(piece([`capture-pane -p -t ${pane}`]));
      return printed === undefined ? undefined : trimEnd(printed.split('\n'));
    },
    lastLines: async (pane, count) => {
      const printed = (await server.send(piece([`capture-pane -p -S -${count} -t ${pane}`]))) ?? '';
      return printed.split('\n').filter((line) => line.trim() !== '' && !tmuxOwnLine.test(line)).slice(-count);
    },
    tell: async (session, panes) => void (await Promise.all(tellLines(session, panes.map(({ id }) => id)).map((line) => server.send(line)))),
    news: () => waitForNews(serverArgv(settings), environment),
    attachArgv: ({ id, session }) => ['tmux', ...serverArgv(settings), 'select-window', '-t', id, ';', 'attach-session', '-t', `=${session}:`],
    tidy: async () => {
      if (settings.socket !== 'default') await removeStaleSocket(socket);
    },
  };
}

/** tmux draws it at the foot of a pane whose program has ended, and scrolls the first line away for it. */
const tmuxOwnLine = /^Pane is dead \(/;

/** Reads `SERVER PANE`, printed by the command that made the pane. */
function readPlace(line: string): PanePlace {
  const [server = '', id = ''] = line.trimEnd().split(' ');
  return { id, server };
}

function trimEnd(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((text) => text.trim() !== '');
  return lines.slice(0, last + 1);
}
