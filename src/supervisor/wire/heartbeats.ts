import { readHeartbeat, statusFrom, type SupervisedHeartbeat } from '../../host/redis/older-tools/heartbeat.ts';
import { sessionOf } from '../../host/redis/older-tools/names.ts';
import { heardOf, registeredSessions, tellOf } from '../../host/redis/older-tools/register.ts';
import { presentMembers, type PresentMember } from './present.ts';
import type { WireWorld } from './wire-world.ts';

/** Three heartbeats: one may be late, and one be lost. */
const silentMs = 90_000;

/** Tells Redis who lives, and looks there for who was not heard of. Nothing is done to anybody for it: the team is only looked at. */
export class Heartbeats {
  readonly #world: WireWorld;
  #living: readonly PresentMember[] = [];
  /** Whose silence the team was looked at for. */
  #silent: ReadonlySet<string> = new Set();
  /** Panes that were heard of although nobody was seen to live there, since the last beat. */
  readonly #surprising = new Set<string>();

  constructor(world: WireWorld) {
    this.#world = world;
  }

  async beat(): Promise<void> {
    const { part, host, connection } = this.#world;
    this.#living = (await presentMembers(part.team, host)).filter(({ isLiving }) => isLiving);
    this.#surprising.clear();
    await tellOf(connection, this.#living.map((member) => this.#heartbeatOf(member)));
    await this.#sweep();
  }

  /** What was published by whomever: agents may give signs of life of their own. */
  async heard(text: string): Promise<void> {
    const { paneId, sessionId, host } = readHeartbeat(text) ?? {};
    if (paneId === undefined || host !== undefined) return; // garbage, or the word of a supervisor
    const known = this.#living.find(({ pane, session }) => pane.id === paneId && (sessionId === undefined || sessionId === session));
    if (known !== undefined) return heardOf(this.#world.connection, known.session);
    if (sessionId === undefined || !this.#sessions().has(sessionId) || this.#surprising.has(paneId)) return;
    this.#surprising.add(paneId);
    this.#world.around.wake('quick');
  }

  async #sweep(): Promise<void> {
    const { part, connection, around } = this.#world;
    const own = this.#sessions();
    const sessions = await registeredSessions(connection);
    const silent = sessions.filter((one) => one.team === part.team && one.host === part.host && own.has(one.sessionId) && one.silentMs > silentMs);
    if (silent.some(({ sessionId }) => !this.#silent.has(sessionId))) around.wake('whole');
    this.#silent = new Set(silent.map(({ sessionId }) => sessionId));
  }

  /** Of all who should live here. */
  #sessions(): ReadonlySet<string> {
    const { part: { team }, host } = this.#world;
    return new Set((host.store.keptTeam(team)?.desired.members ?? []).map(({ address }) => sessionOf(team, address)));
  }

  #heartbeatOf({ address, pane, session, tag }: PresentMember): SupervisedHeartbeat {
    const { part, around } = this.#world;
    const words = around.statuses().get(address);
    return { paneId: pane.id, sessionId: session, timestamp: around.clock.now(), status: statusFrom(words), lastActivity: words ?? 'alive', ...part, epoch: tag.epoch };
  }
}
