import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../src/host/store/database.ts';
import type { MissionStore } from '../../../src/host/store/missions.ts';
import { openStore } from '../../../src/host/store/store.ts';
import { openShared } from './shared-store.ts';

type Promised<Method> = Method extends (...values: infer Values) => infer Result ? (...values: Values) => Promise<Result> : never;

/** A store that keeps missions, as one process has it open. What a promise of it resolves after is acknowledged. */
export interface OpenStore extends Readonly<{ [Name in keyof MissionStore]: Promised<MissionStore[Name]> }> {
  eraseTeam(team: string): Promise<void>;
  close(): Promise<void>;
}

/** A way of keeping missions. Every process that opens a place sees the same missions. */
export interface StoreKind {
  /** `away` is called each time what all agree in does not answer, and is waited for. */
  open(place: string, away?: (because: string) => void): Promise<OpenStore>;
  /** What is wrong with what is kept there, in the words of its own check; empty where nothing is. */
  damage(place: string): readonly string[];
}

export const kinds = {
  embedded: {
    open: async (place) => openEmbedded(place),
    damage: damageIn,
  },
  redis: {
    open: (place, away = () => undefined) => openShared(place, away),
    damage: (place) => readdirSync(place).filter((name) => existsSync(join(place, name, 'state.db'))).flatMap((name) => damageIn(join(place, name))),
  },
} satisfies Readonly<Record<string, StoreKind>>;

export type KindName = keyof typeof kinds;

function openEmbedded(place: string): OpenStore {
  const { missions, eraseTeam, close } = openStore(place);
  return {
    put: async (team, record) => missions.put(team, record),
    find: async (team, address) => missions.find(team, address),
    ofTeam: async (team) => missions.ofTeam(team),
    open: async (team) => missions.open(team),
    states: async (team) => missions.states(team),
    change: async (team, address, work) => missions.change(team, address, work),
    remove: async (team, address) => missions.remove(team, address),
    eraseTeam: async (team) => eraseTeam(team),
    close: async () => close(),
  };
}

function damageIn(directory: string): readonly string[] {
  const database = openDatabase(join(directory, 'state.db'));
  try {
    const rows = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((words) => words !== 'ok');
  } finally {
    database.close();
  }
}
