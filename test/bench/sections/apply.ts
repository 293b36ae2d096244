import type { Contestant } from '../race.ts';
import { medianOf, race } from '../race.ts';
import { run } from '../run.ts';
import { atMost, nodeStart, type Aim, type BenchContext, type Finding, type Peer, type Result, type Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove, type Surroundings } from '../surroundings.ts';
import { windows, writeTeam } from '../team.ts';
import { commandFile, shellScript, tmuxinator, tmuxp, type Way } from '../ways.ts';

const limit = 'the limit: one tmux command file';
const apply = 'coders apply';
const peers: Readonly<Record<Peer, Way>> = { tmuxp, tmuxinator };

/** A first apply on a server that does not run yet, against other ways to the same windows. */
export const applySection: Section = {
  name: 'apply',
  measure: (context) => [1, 10, 50].map((members) => measure(members, context)),
};

function measure(members: number, context: BenchContext): Finding {
  const by = (name: string, way: Way) => contestant(name, context, (place) => {
    writeTeam(members, place); // for its folders
    return way(windows(members, place), place);
  });
  const present = (Object.keys(peers) as Peer[]).filter((peer) => context.absent(peer) === undefined);
  const results = race([
    contestant(nodeStart, context, () => [process.execPath, '-e', '0']),
    by(limit, commandFile),
    contestant(apply, context, (place) => [...context.coders, 'apply', writeTeam(members, place)]),
    by('a shell script, one tmux call a line', shellScript),
    ...present.map((peer) => by(peer, peers[peer])),
  ], context.runs);
  return {
    title: `First apply of ${members} member${members === 1 ? '' : 's'}`,
    table: { kind: 'times', results, against: [limit] },
    remarks: (Object.keys(peers) as Peer[]).flatMap((peer) => context.absent(peer) ?? []),
    ...(members === 50 ? { aims: aims(results, present) } : {}),
  };
}

function contestant(name: string, context: BenchContext, argvIn: (place: Surroundings) => readonly string[]): Contestant {
  return {
    name,
    prepare() {
      const place = context.place();
      const argv = argvIn(place);
      return {
        run: () => void run(argv, place),
        finish: () => {
          endServer(place);
          remove(place);
        },
      };
    },
  };
}

function aims(results: readonly Result[], present: readonly Peer[]): Aim[] {
  const ours = medianOf(results, apply);
  return [
    atMost('(apply − node -e 0) is at most 1.3 × the limit', (ours - medianOf(results, nodeStart)) / medianOf(results, limit), 1.3),
    ...present.map((peer) => atMost(`apply takes at most half of ${peer}'s time`, ours / medianOf(results, peer), 0.5)),
  ];
}
