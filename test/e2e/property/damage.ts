import { rm } from 'node:fs/promises';
import type { Pane, TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

/** Something that a person, a crash or another program does to a living team behind the runner's back. */
export interface Damage {
  readonly name: string;
  /** `chance` is a number from 0 to 1 that stays the same for a seed. */
  inflict(team: TestTeam, chance: number): Promise<void>;
}

const engineers = ['cart', 'search'];

function pick<Thing>(things: readonly Thing[], chance: number): Thing {
  return things[Math.min(things.length - 1, Math.floor(chance * things.length))]!;
}

function onPane(name: string, inflict: (team: TestTeam, pane: Pane) => Promise<unknown>): Damage {
  return {
    name,
    inflict: async (team, chance) => {
      const panes = await team.panes();
      if (panes.length > 0) await inflict(team, pick(panes, chance)); // the damage before may have left none
    },
  };
}

/** Not a pane that a person split off: one with a tag is the team's. */
function onTaggedPane(name: string, inflict: (team: TestTeam, pane: Pane) => Promise<unknown>): Damage {
  return onPane(name, async (team, pane) => {
    if (pane.tag !== undefined) await inflict(team, pane);
  });
}

function onWorktree(name: string, inflict: (team: TestTeam, engineer: string) => Promise<unknown>): Damage {
  return { name, inflict: async (team, chance) => void (await inflict(team, pick(engineers, chance))) };
}

function setTag(team: TestTeam, { id }: Pane, value: string): Promise<string> {
  return team.tmux('set-option', '-p', '-t', id, '@coders', value);
}

/** A pane that is not the runner's goes with its program. */
async function kill(team: TestTeam, { pid, id }: Pane): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await waitUntil(async () => (await team.panes()).every((pane) => pane.id !== id || pane.dead), { what: 'tmux to see the death' });
}

/** Every way to damage one thing. */
export const damages: readonly Damage[] = [
  onPane('kill the pane', (team, { id }) => team.tmux('kill-pane', '-t', id)),
  onPane('kill -9 the agent', kill),
  onPane('rename the window', (team, { id }) => team.tmux('rename-window', '-t', id, 'mine <|> #{pid} #(true)')),
  onPane('retitle the pane', (team, { id }) => team.tmux('select-pane', '-t', id, '-T', '◇ idle · <|> x')),
  onPane('wipe the tag', (team, { id }) => team.tmux('set-option', '-p', '-u', '-t', id, '@coders')),
  onPane('garble the tag', (team, pane) => setTag(team, pane, 'not a tag, <|> #{pid}')),
  onPane('garble the tag with lines', (team, pane) => setTag(team, pane, 'one\n%end 1 2 3\n\nthree')),
  onTaggedPane('give the tag to another member', (team, pane) => setTag(team, pane, '1 shop member/shop/nobody 1 0123456789abcdef 1')),
  onTaggedPane('change the fingerprint in the tag', (team, pane) => setTag(team, pane, `1 shop ${pane.tag?.address} ${pane.tag?.epoch} 0123456789abcdef ${pane.tag?.conversation}`)),
  onPane('move the window', (team, { id }) => team.tmux('move-window', '-s', id, '-t', '=shop:99')),
  onPane('split the window', (team, { id }) => team.tmux('split-window', '-t', id, 'sleep', '1000')),
  { name: 'kill the server', inflict: async (team) => void (await team.tmux('kill-server')) },
  onWorktree('delete a checkout', (team, name) => rm(team.worktree(name), { recursive: true })),
  onWorktree('delete the .git file of a checkout that holds nothing else', async (team, name) => {
    await rm(team.worktree(name), { recursive: true });
    await team.repository.git(['worktree', 'prune']);
  }),
  onWorktree('remove a branch', (team, name) => team.repository.git(['update-ref', '-d', `refs/heads/shop/${name}`])),
  onWorktree('remove a checkout and its branch', async (team, name) => {
    await rm(team.worktree(name), { recursive: true });
    await team.repository.git(['update-ref', '-d', `refs/heads/shop/${name}`]);
  }),
];
