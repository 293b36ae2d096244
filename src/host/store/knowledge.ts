import type { Knowledge } from '../../state/knowledge.ts';
import type { Database } from './database.ts';

/** What a team knows, by project and key. */
export interface KnowledgeStore {
  /** The same key in the same place says this from now on. */
  put(team: string, known: Omit<Knowledge, 'uses'>): void;
  find(team: string, key: string, project?: string): Knowledge | undefined;
  /** Of the team as a whole, and of one project, or of all; newest first. */
  ofTeam(team: string, project?: string): Knowledge[];
  /** Somebody asked for it. */
  used(team: string, known: Pick<Knowledge, 'key' | 'project'>): void;
}

interface Row {
  readonly project: string;
  readonly key: string;
  readonly kind: Knowledge['kind'];
  readonly value: string;
  readonly author: string;
  readonly commit_id: string | null;
  readonly at: number;
  readonly uses: number;
}

/** Of the whole team, where a column of a primary key can not be empty. */
const wholeTeam = '';

export function knowledgeStore(database: Database): KnowledgeStore {
  return {
    put: (team, { project = wholeTeam, key, kind, value, author, commit = null, at }) => {
      database.prepare(`INSERT INTO knowledge (team, project, key, kind, value, author, commit_id, at, uses) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)
        ON CONFLICT (team, project, key) DO UPDATE SET kind = excluded.kind, value = excluded.value, author = excluded.author, commit_id = excluded.commit_id, at = excluded.at`)
        .run(team, project, key, kind, value, author, commit, at);
    },
    find: (team, key, project = wholeTeam) => (database.prepare('SELECT * FROM knowledge WHERE team = ? AND project = ? AND key = ?').all(team, project, key) as Row[]).map(fromRow)[0],
    ofTeam: (team, project) => {
      const all = (database.prepare('SELECT * FROM knowledge WHERE team = ? ORDER BY at DESC, rowid DESC').all(team) as Row[]).map(fromRow);
      return project === undefined ? all : all.filter((one) => one.project === undefined || one.project === project);
    },
    used: (team, { key, project = wholeTeam }) => void database.prepare('UPDATE knowledge SET uses = uses + 1 WHERE team = ? AND project = ? AND key = ?').run(team, project, key),
  };
}

function fromRow({ project, key, kind, value, author, commit_id: commit, at, uses }: Row): Knowledge {
  return { key, kind, ...(project === wholeTeam ? {} : { project }), value, author, ...(commit === null ? {} : { commit }), at, uses };
}
