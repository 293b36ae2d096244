import { isOver, type MissionRecord } from '../../state/mission.ts';
import type { Database } from './database.ts';

interface Known {
  readonly version: number;
  readonly record: MissionRecord;
}

interface BodyRow {
  readonly added: number;
  readonly version: number;
  readonly body: string;
}

/** As a list, since only a list can be looked up in the index; what is not in it is over. */
const openStates = "('waiting', 'ready', 'assigned', 'working', 'verifying', 'reviewing', 'parked')";
const placesQuery = `SELECT json_group_array(json_array(added, version)) AS list FROM mission WHERE team = ? AND state IN ${openStates}`;
const bodiesQuery = 'SELECT added, version, body FROM mission WHERE added IN (SELECT value FROM json_each(?))';

/**
 * Gives the missions of a team that are not over, in the order in which they were added. A body is read again only where
 * somebody wrote it since: of ten thousand few change from one pass to the next, and to read all would be most of a pass.
 */
export function openMissions(database: Database): (team: string) => MissionRecord[] {
  const known = new Map<string, ReadonlyMap<number, Known>>();
  function read(unread: readonly number[]): ReadonlyMap<number, Known> {
    if (unread.length === 0) return new Map();
    const rows = database.prepare(bodiesQuery).all(JSON.stringify(unread)) as BodyRow[];
    return new Map(rows.map(({ added, version, body }) => [added, { version, record: JSON.parse(body) as MissionRecord }]));
  }
  return (team) => {
    const [{ list }] = database.prepare(placesQuery).all(team) as [{ list: string }];
    const now = (JSON.parse(list) as [added: number, version: number][]).sort(([one], [other]) => one - other);
    const before = known.get(team) ?? new Map<number, Known>();
    const isKnown = (added: number, version: number) => before.get(added)?.version === version;
    const fresh = read(now.filter(([added, version]) => !isKnown(added, version)).map(([added]) => added));
    const found = now.flatMap(([added, version]): [number, Known][] => {
      const one = isKnown(added, version) ? before.get(added) : fresh.get(added); // none where it was removed between the two looks
      return one === undefined ? [] : [[added, one]];
    });
    known.set(team, new Map(found));
    return found.map(([, { record }]) => record).filter((record) => !isOver(record));
  };
}
