import type { Care } from '../../state/care.ts';
import type { Desired } from '../../state/desired.ts';
import type { KeptTeam } from '../../state/kept-team.ts';
import { transaction, type Database } from './database.ts';

/** What the supervisor must not forget. */
export interface CareStore {
  cares(team: string): Care[];
  setCare(team: string, care: Care): void;
  /** The teams that the supervisor keeps. */
  keptTeams(): KeptTeam[];
  keptTeam(name: string): KeptTeam | undefined;
  keepTeam(team: KeptTeam): void;
  /** Also forgets how its members were cared for. */
  letGo(team: string): void;
}

interface Row {
  readonly body: string;
}

export function careStore(database: Database): CareStore {
  return {
    cares: (team) => (database.prepare('SELECT body FROM care WHERE team = ? ORDER BY address').all(team) as Row[]).map(({ body }) => JSON.parse(body) as Care),
    setCare: (team, care) => {
      database.prepare('INSERT OR REPLACE INTO care (team, address, body) VALUES (?, ?, ?)').run(team, care.address, JSON.stringify(care));
    },
    keptTeams: () => (database.prepare('SELECT body FROM kept ORDER BY team').all() as Row[]).map(keptFrom),
    keptTeam: (name) => {
      const row = database.prepare('SELECT body FROM kept WHERE team = ?').get(name) as Row | undefined;
      return row === undefined || row === null ? undefined : keptFrom(row);
    },
    keepTeam: (team) => {
      database.prepare('INSERT OR REPLACE INTO kept (team, body) VALUES (?, ?)').run(team.name, JSON.stringify(team));
    },
    letGo: (team) => transaction(database, () => {
      database.prepare('DELETE FROM kept WHERE team = ?').run(team);
      database.prepare('DELETE FROM care WHERE team = ?').run(team);
    }),
  };
}

/** A team that was kept by a version without missions has none. */
function keptFrom({ body }: Row): KeptTeam {
  const kept = JSON.parse(body) as Omit<KeptTeam, 'desired'> & { readonly desired: Omit<Desired, 'missions'> & Partial<Desired> };
  return { ...kept, desired: { missions: [], ...kept.desired } };
}
