import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '../../state/address.ts';
import type { RecordedEvent, TeamEvent } from '../../state/event.ts';
import type { LaunchRecord, WorktreeRecord } from '../../state/observed.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import { careStore, type CareStore } from './cares.ts';
import { openDatabase, transaction, type Database } from './database.ts';
import { checkinStore, type CheckinStore } from './checkins.ts';
import { eraseTeam } from './erase.ts';
import { storeFailure } from './failure.ts';
import { noteStore, type NoteStore } from './notes.ts';
import { eventFromRow, launchFromRow, teamFromRow, worktreeFromRow, type EventRow, type LaunchRow, type TeamRow, type WorktreeRow } from './rows.ts';
import { knowledgeStore, type KnowledgeStore } from './knowledge.ts';
import { mailStore, type MailStore } from './mails.ts';
import { messageStore, type MessageStore } from './messages.ts';
import { missionStore, type MissionStore } from './missions.ts';
import { reactionStore, type ReactionStore } from './reactions.ts';
import { missionReplica, type MissionReplica } from './replica.ts';
import { migrations } from './tables.ts';
import { groupWrites, type Together } from './together.ts';

/**
 * What can not be observed, kept in one file. Every method returns after its change is on disk: what was acknowledged
 * survives a kill and a power cut. Methods throw a HostError when the file can not be read or written.
 */
export interface Store extends CareStore {
  /** The folder that holds it, and all else that is kept of teams. */
  readonly directory: string;
  team(name: string): AppliedTeam | undefined;
  teamOfFile(file: string): AppliedTeam | undefined;
  teams(): AppliedTeam[];
  rememberTeam(team: AppliedTeam): void;
  /** Also its launches, worktrees, messages, mail, knowledge, missions, check-ins and events: for one that is gone for good. */
  eraseTeam(name: string): void;
  launches(team: string): LaunchRecord[];
  launch(team: string, address: Address, epoch: number): LaunchRecord | undefined;
  /** Before the launch is tried, so that its epoch and conversation are never used for another. */
  recordLaunch(team: string, launch: LaunchRecord): void;
  placeLaunch(team: string, launch: LaunchRecord): void;
  /** It has no window any more, and was ended by the runner; its conversation can be gone on with. */
  unplaceLaunches(team: string, address: Address): void;
  /** The conversation has ended; the epoch stays, so that a later launch is never taken for this one. */
  endConversation(team: string, address: Address): void;
  worktrees(team: string): WorktreeRecord[];
  recordWorktree(team: string, worktree: WorktreeRecord): void;
  forgetWorktree(team: string, path: string): void;
  readonly messages: MessageStore;
  readonly mails: MailStore;
  readonly knowledge: KnowledgeStore;
  readonly missions: MissionStore;
  /** What is remembered of branches. */
  readonly notes: NoteStore;
  readonly checkins: CheckinStore;
  /** Of teams that share their missions with other hosts. */
  readonly replica: MissionReplica;
  /** What was done when something happened, and what is still to be done. */
  readonly reactions: ReactionStore;
  append(team: string, at: number, events: readonly TeamEvent[]): void;
  events(team: string): RecordedEvent[];
  /** Of all teams, in order, those with a greater id; all when `id` is 0. */
  eventsAfter(id: number): RecordedEvent[];
  /** Of all teams, in order, those recorded at a time or later. */
  eventsSince(at: number): RecordedEvent[];
  /** The greatest id of an event; 0 where there is none. */
  latestEvent(): number;
  /** Does writes as one transaction with all others that are asked for now; resolves once they are on disk. */
  together: Together;
  close(): void;
}

/** Of every connection: a commit is on disk before it is acknowledged. */
export const pragmas = 'PRAGMA busy_timeout = 15000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;';

export function openStore(stateDirectory: string): Store {
  const file = join(stateDirectory, 'state.db');
  return storeFailure(file, () => {
    mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });
    const database = openDatabase(file);
    chmodSync(file, 0o600); // briefs and addresses are nobody else's business
    database.exec(pragmas);
    migrate(database);
    const missions = missionStore(database);
    return guarded(file, {
      directory: stateDirectory,
      ...storeOver(database),
      messages: guarded(file, messageStore(database)),
      mails: guarded(file, mailStore(database)),
      knowledge: guarded(file, knowledgeStore(database)),
      missions: guarded(file, missions),
      notes: guarded(file, noteStore(database)),
      checkins: guarded(file, checkinStore(database)),
      replica: guarded(file, missionReplica(database, missions)),
      reactions: guarded(file, reactionStore(database)),
      together: groupWrites(file, database),
    });
  });
}

function migrate(database: Database): void {
  const version = () => (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  if (version() === migrations.length) return;
  transaction(database, () => {
    for (const step of migrations.slice(version())) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function storeOver(database: Database): Omit<Store, 'directory' | 'messages' | 'mails' | 'knowledge' | 'missions' | 'checkins' | 'notes' | 'replica' | 'reactions' | 'together'> {
  const launchInsert = `INSERT OR REPLACE INTO launch (team, address, epoch, fingerprint, conversation, settings, pane, server, at, whereabouts, prompt)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
  // Only once a later one has its pane: until then the agent of an earlier one may be what runs, and was told.
  const forgetEarlier = database.prepare('DELETE FROM launch WHERE team = ? AND address = ? AND epoch < ?');
  return {
    team: (name) => found(database.prepare('SELECT * FROM team WHERE name = ?').get(name), teamFromRow),
    teamOfFile: (file) => found(database.prepare('SELECT * FROM team WHERE file = ? ORDER BY applied_at DESC').get(file), teamFromRow),
    teams: () => (database.prepare('SELECT * FROM team ORDER BY name').all() as TeamRow[]).map(teamFromRow),
    rememberTeam: (team) => {
      database.prepare(`INSERT INTO team (name, file, text, tmux, members, applied_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET file = excluded.file, text = excluded.text, tmux = excluded.tmux, members = excluded.members,
        applied_at = excluded.applied_at`)
        .run(team.name, team.file, team.text, JSON.stringify(team.tmux), JSON.stringify(team.members), team.appliedAt);
    },
    eraseTeam: (name) => eraseTeam(database, name),
    launches: (team) => (database.prepare('SELECT * FROM launch WHERE team = ? ORDER BY address, epoch').all(team) as LaunchRow[]).map(launchFromRow),
    launch: (team, address, epoch) => found(database.prepare('SELECT * FROM launch WHERE team = ? AND address = ? AND epoch = ?').get(team, address, epoch), launchFromRow),
    recordLaunch: (team, launch) => transaction(database, () => {
      database.prepare(launchInsert).run(team, launch.address, launch.epoch, launch.fingerprint, launch.conversation ?? null,
        JSON.stringify(launch.settings), launch.pane?.id ?? null, launch.pane?.server ?? null, launch.at,
        launch.whereabouts === undefined ? null : JSON.stringify(launch.whereabouts), launch.prompt ?? null);
      if (launch.pane !== undefined) forgetEarlier.run(team, launch.address, launch.epoch);
    }),
    placeLaunch: (team, { address, epoch, pane }) => transaction(database, () => {
      database.prepare('UPDATE launch SET pane = ?, server = ? WHERE team = ? AND address = ? AND epoch = ?')
        .run(pane?.id ?? null, pane?.server ?? null, team, address, epoch);
      forgetEarlier.run(team, address, epoch);
    }),
    unplaceLaunches: (team, address) => {
      database.prepare('UPDATE launch SET pane = NULL, server = NULL WHERE team = ? AND address = ?').run(team, address);
    },
    endConversation: (team, address) => {
      database.prepare('UPDATE launch SET conversation = NULL, pane = NULL, server = NULL WHERE team = ? AND address = ?').run(team, address);
    },
    worktrees: (team) => (database.prepare('SELECT * FROM worktree WHERE team = ? ORDER BY path').all(team) as WorktreeRow[]).map(worktreeFromRow),
    recordWorktree: (team, { path, address, repository, branch, base }) => {
      database.prepare('INSERT OR REPLACE INTO worktree (team, path, address, repository, branch, base) VALUES (?, ?, ?, ?, ?, ?)')
        .run(team, path, address, repository, branch, base ?? null);
    },
    forgetWorktree: (team, path) => void database.prepare('DELETE FROM worktree WHERE team = ? AND path = ?').run(team, path),
    append: (team, at, events) => transaction(database, () => {
      const insert = database.prepare('INSERT INTO event (team, at, body) VALUES (?, ?, ?)');
      for (const event of events) insert.run(team, at, JSON.stringify(event));
    }),
    events: (team) => (database.prepare('SELECT * FROM event WHERE team = ? ORDER BY id').all(team) as EventRow[]).map(eventFromRow),
    eventsAfter: (id) => (database.prepare('SELECT * FROM event WHERE id > ? ORDER BY id').all(id) as EventRow[]).map(eventFromRow),
    eventsSince: (at) => (database.prepare('SELECT * FROM event WHERE at >= ? ORDER BY id').all(at) as EventRow[]).map(eventFromRow),
    latestEvent: () => (database.prepare('SELECT COALESCE(MAX(id), 0) AS id FROM event').get() as { id: number }).id,
    ...careStore(database),
    close: () => database.close(),
  };
}

function found<Row, Thing>(row: unknown, read: (row: Row) => Thing): Thing | undefined {
  return row === undefined || row === null ? undefined : read(row as Row);
}

/** Every method's failure says which file, and what the person can do about it. */
function guarded<Methods extends object>(file: string, methods: Methods): Methods {
  const guardedEntries = Object.entries(methods).map(([name, method]: [string, unknown]) => [name, typeof method === 'function'
    ? (...values: unknown[]) => storeFailure(file, () => (method as (...values: unknown[]) => unknown)(...values))
    : method] as const);
  return Object.fromEntries(guardedEntries) as Methods;
}
