import type { Host, Hosts } from '../../../rig/hosts.ts';
import type { Dice } from '../../dice.ts';
import { pass } from '../../stage.ts';

interface Scene {
  readonly team: Hosts;
  readonly dice: Dice;
}

export interface HostFault {
  readonly name: string;
  /** Does it, and mends what does not come back by itself. */
  strike(scene: Scene): Promise<void>;
}

/** Up to two times as long as it takes until a host that is silent counts as lost. */
const shortOrLong = (dice: Dice) => pass(dice.below(6_000));

function someHost({ team, dice }: Scene): Host {
  return dice.oneOf(team.all);
}

export const hostFaults: readonly HostFault[] = [
  {
    name: 'a machine dies, and comes back',
    async strike(scene) {
      const host = someHost(scene);
      await host.crash();
      await shortOrLong(scene.dice);
      await host.apply();
    },
  },
  {
    name: 'a supervisor dies',
    strike: (scene) => someHost(scene).killSupervisor(),
  },
  {
    name: 'an agent dies',
    async strike(scene) {
      const host = someHost(scene);
      const [pane] = (await host.team.panes()).filter(({ dead, tag }) => !dead && tag !== undefined);
      if (pane !== undefined) host.kill(pane.pid);
    },
  },
  {
    name: 'a machine is cut off',
    async strike(scene) {
      const { line } = someHost(scene);
      await line.cut();
      await shortOrLong(scene.dice);
      await line.mend();
    },
  },
  {
    name: 'Redis dies, and is started again',
    async strike({ team: { redis }, dice }) {
      await redis.kill();
      await shortOrLong(dice);
      await redis.start();
    },
  },
  {
    name: 'Redis is frozen for a while',
    async strike({ team: { redis }, dice }) {
      redis.freeze();
      await shortOrLong(dice);
      redis.thaw();
    },
  },
];
