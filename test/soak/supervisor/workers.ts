import type { MissionTeam } from '../../rig/mission-team.ts';
import { pass } from '../stage.ts';

const lookEveryMs = 700;

/**
 * What a model adds to the demo agents: one that rests with a mission, since it was killed at it, goes on with it. It does
 * the work once more, which finds what is there already.
 */
export class Workers {
  readonly #shop: Pick<MissionTeam, 'team' | 'store'>;
  readonly #order: (mission: string) => string;
  #restingWith = new Set<string>();
  #isOver = false;
  #going: Promise<void> = Promise.resolve();
  reminders = 0;

  constructor(shop: Pick<MissionTeam, 'team' | 'store'>, order: (mission: string) => string) {
    this.#shop = shop;
    this.#order = order;
  }

  start(): void {
    this.#going = this.#go();
    this.#going.catch(() => undefined); // told by stop
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#going;
  }

  async #go(): Promise<void> {
    while (!this.#isOver) {
      await pass(lookEveryMs);
      const resting = await this.#resting();
      const both = resting.filter(({ key }) => this.#restingWith.has(key));
      this.#restingWith = new Set(resting.map(({ key }) => key));
      for (const { seat, mission } of both) await this.#remind(seat, mission);
    }
  }

  /** Who has a mission and does nothing. tmux may be away. */
  async #resting(): Promise<readonly { readonly seat: string; readonly mission: string; readonly key: string }[]> {
    const panes = await this.#shop.team.panes().catch(() => []);
    return this.#shop.store.missions.open('shop').flatMap(({ mission: { address }, state }) => {
      if (state.state !== 'working') return [];
      const { by, epoch } = state.lease;
      const rests = panes.some(({ tag, dead, title }) => tag?.address === by && tag.epoch === epoch && !dead && title.includes(' idle '));
      return rests ? [{ seat: by.slice('member/'.length), mission: address.slice('mission/shop/'.length), key: `${address} ${by} ${epoch}` }] : [];
    });
  }

  async #remind(seat: string, mission: string): Promise<void> {
    this.reminders += 1;
    await this.#shop.team.coders('send', seat, `demo: ${this.#order(mission)}`, '--timeout', '5s');
  }
}
