import type { TmuxPane, TmuxSession, TmuxWindow } from '../host/tmux/layout.ts';
import type { Address } from '../state/address.ts';
import type { SnapshotPane, SnapshotSession, SnapshotWindow } from './document.ts';

/** What is known of a team's panes, by pane id. */
export interface KnownPane {
  readonly address: Address;
  /** Where its tool keeps its files. */
  readonly whereabouts: Readonly<Record<string, string>>;
}

type KnownPanes = ReadonlyMap<string, KnownPane>;

/** The sessions that a pane of the team stands in, with all that stands in them. */
export function sessionsOf(sessions: readonly TmuxSession[], known: KnownPanes): SnapshotSession[] {
  return sessions
    .filter(({ windows }) => windows.some(({ panes }) => panes.some(({ id }) => known.has(id))))
    .map(({ id, name, createdAt, windows }) => ({
      sessionName: name,
      sessionId: id,
      createdAt: new Date(createdAt).toISOString(),
      windows: windows.map((window) => windowOf(window, name, known)),
    }));
}

function windowOf({ id, index, name, layout, active, panes }: TmuxWindow, session: string, known: KnownPanes): SnapshotWindow {
  return { windowId: id, windowName: name, index, active, layout, panes: panes.map((pane) => ({ windowId: id, sessionName: session, ...paneOf(pane, known.get(pane.id)) })) };
}

function paneOf({ id, directory, ...pane }: TmuxPane, known: KnownPane | undefined): Omit<SnapshotPane, 'windowId' | 'sessionName'> {
  return {
    paneId: id,
    ...pane,
    workingDirectory: directory,
    environment: known?.whereabouts ?? {},
    ...(known === undefined ? {} : { member: known.address }),
  };
}
