import { powerLoss } from '../../../rig/power-loss.ts';
import { waitUntil } from '../../../rig/wait-until.ts';
import { pass } from '../../stage.ts';
import { kill, livingPane, mustSucceed, superviseAgain, supervisorOf, type Soak } from '../soak.ts';
import type { Fault } from './fault.ts';

async function killAgents({ team, dice }: Soak, most: number): Promise<void> {
  const living = (await team.panes()).filter(({ tag, dead }) => tag !== undefined && !dead);
  for (let left = 1 + dice.below(most); left > 0 && living.length > 0; left -= 1) kill(living.splice(dice.below(living.length), 1)[0]!.pid);
}

async function killSupervisor(soak: Soak): Promise<void> {
  kill(soak.supervisor);
  await waitUntil(async () => (await supervisorOf(soak.team)) === 0, { what: 'the supervisor to be gone' });
}

async function killServer({ team }: Soak): Promise<void> {
  if (await team.isServed()) kill(Number(await team.tmux('display-message', '-p', '#{pid}')));
}

/** Kills of whatever runs. */
export const processFaults: readonly Fault[] = [
  { name: 'an agent killed', weight: 16, strike: (soak) => killAgents(soak, 1) },
  { name: 'several agents killed', weight: 8, strike: (soak) => killAgents(soak, 8) },
  {
    name: 'an agent killed, and again as it starts', weight: 5,
    async strike(soak) {
      const seat = soak.dice.oneOf([...soak.seats.keys()]);
      const first = await livingPane(soak, seat);
      if (first === undefined) return;
      kill(first.pid);
      await pass(soak.dice.below(400));
      const next = await livingPane(soak, seat);
      if (next !== undefined && next.pid !== first.pid) kill(next.pid);
    },
  },
  {
    name: 'the supervisor killed', weight: 8,
    async strike(soak) {
      await killSupervisor(soak);
      await pass(soak.dice.below(200));
      await superviseAgain(soak);
    },
  },
  {
    name: 'the supervisor killed, which comes back by itself', weight: 3,
    async strike(soak) {
      await killSupervisor(soak);
      soak.supervisor = await waitUntil(() => supervisorOf(soak.team), { what: 'the supervisor to come back' });
    },
  },
  {
    name: 'the supervisor killed in a repair', weight: 10,
    async strike(soak) {
      await killAgents(soak, 8);
      await pass(soak.dice.below(150));
      await killSupervisor(soak);
      await superviseAgain(soak);
    },
  },
  {
    name: 'the supervisor restarted in a repair', weight: 3,
    async strike(soak) {
      await killAgents(soak, 8);
      await mustSucceed(soak, 'supervisor', 'restart');
      soak.supervisor = await supervisorOf(soak.team);
    },
  },
  { name: 'the tmux server killed', weight: 5, strike: killServer },
  { name: 'kill-server', weight: 4, strike: async ({ team }) => void ((await team.isServed()) && (await team.tmux('kill-server'))) },
  {
    name: 'the tmux server and the supervisor killed', weight: 4,
    async strike(soak) {
      await killServer(soak);
      await pass(soak.dice.below(300));
      await killSupervisor(soak);
      await superviseAgain(soak);
    },
  },
  {
    name: 'everything killed at once', weight: 3,
    async strike(soak) {
      await powerLoss(soak.team);
      await superviseAgain(soak);
    },
  },
];
