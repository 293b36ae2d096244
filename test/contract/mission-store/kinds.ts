import { join } from 'node:path';
import { openDatabase } from '../../../src/host/store/database.ts';
import type { MissionStore } from '../../../src/host/store/missions.ts';
import { openStore } from '../../../src/host/store/store.ts';

/** A store that keeps missions, as one process has it open. */
export interface OpenStore {
  readonly missions: MissionStore;
  eraseTeam(team: string): void;
  close(): void;
}

/** A way of keeping missions. Every process that opens a place sees the same missions. */
export interface StoreKind {
  open(place: string): OpenStore;
  /** What is wrong with what is kept there, in the words of its own check; empty where nothing is. */
  damage(place: string): readonly string[];
}

export const kinds = {
  embedded: {
    open: openStore,
    damage(place) {
      const database = openDatabase(join(place, 'state.db'));
      try {
        const rows = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
        return rows.map((row) => row.integrity_check).filter((words) => words !== 'ok');
      } finally {
        database.close();
      }
    },
  },
} satisfies Readonly<Record<string, StoreKind>>;

export type KindName = keyof typeof kinds;
