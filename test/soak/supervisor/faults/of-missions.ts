import { askSupervisor } from '../../../../src/host/poke.ts';
import type { MissionTeam } from '../../../rig/mission-team.ts';
import { powerLoss } from '../../../rig/power-loss.ts';
import type { Dice } from '../../dice.ts';
import { pass } from '../../stage.ts';

/** A team with missions under way, and what may befall it. */
export interface Ground {
  readonly shop: MissionTeam;
  readonly dice: Dice;
  readonly engineers: readonly string[];
  /** The manifest with another number of tries. */
  manifest(retries: number): string;
}

interface MissionFault {
  readonly name: string;
  strike(ground: Ground): Promise<void>;
}

export const missionFaults: readonly MissionFault[] = [
  { name: 'the supervisor is killed', strike: killSupervisor },
  { name: 'the supervisor is killed twice', strike: async (ground) => { await killSupervisor(ground); await killSupervisor(ground); } },
  { name: 'an agent is killed', strike: killAgent },
  { name: 'all agents are killed', strike: killAll },
  { name: 'the power fails', strike: async ({ shop: { team } }) => { await powerLoss(team); await team.succeed('supervisor', 'start'); } },
  { name: 'a member is held for a while', strike: holdForAWhile },
  { name: 'the team is paused for a while', strike: pauseForAWhile },
  { name: 'the manifest is edited', strike: edit },
];

async function killSupervisor({ shop: { team } }: Ground): Promise<void> {
  const answer = (await askSupervisor(team.stateDirectory, 'status')) as { readonly pid: number } | undefined;
  if (answer !== undefined) kill(answer.pid);
  await team.succeed('supervisor', 'start');
}

async function killAgent({ shop: { team }, dice }: Ground): Promise<void> {
  const living = (await team.panes()).filter(({ tag, dead }) => tag !== undefined && !dead);
  if (living.length > 0) kill(dice.oneOf(living).pid);
}

async function killAll({ shop: { team } }: Ground): Promise<void> {
  for (const { tag, dead, pid } of await team.panes()) if (tag !== undefined && !dead) kill(pid);
}

async function holdForAWhile({ shop: { team }, dice, engineers }: Ground): Promise<void> {
  const seat = `shop/${dice.oneOf(engineers)}`;
  await team.succeed('hold', seat);
  await pass(dice.below(2000));
  await team.succeed('release', seat);
}

async function pauseForAWhile({ shop: { team }, dice }: Ground): Promise<void> {
  await team.succeed('pause');
  await pass(dice.below(1500));
  await team.succeed('resume');
}

async function edit({ shop: { team }, dice, manifest }: Ground): Promise<void> {
  await team.write(manifest(9 + dice.below(9)));
  const { exit, stdout, stderr } = await team.coders('apply', '--yes', '--timeout', '0');
  if (exit !== 0 && exit !== 4) throw new Error(`coders apply exits with ${exit}:\n${stdout}${stderr}`);
}

/** What has just gone by itself is as dead. */
function kill(pid: number): void {
  if (!(pid > 1)) throw new Error(`${pid} is the number of no process of a team: to kill it would end whole groups.`);
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
