import type { Host } from '../../host/host.ts';
import { openRedis } from '../../host/redis/connection.ts';
import type { Address } from '../../state/address.ts';
import type { Message } from '../../state/message.ts';
import type { Sharing } from '../../state/sharing.ts';
import { Line } from './line.ts';
import type { WireAround } from './wire-world.ts';

/** One host's part of a team, and the world it lives in. */
export interface WiredTeam {
  readonly team: string;
  readonly sharing: Sharing;
  readonly host: Host;
}

/** What other programs and other hosts are told of a team over its Redis, and may ask of it, until it is closed. */
export class TeamWire {
  readonly #line: Promise<Line>;
  readonly #elsewhere: ReadonlySet<Address>;

  constructor(team: WiredTeam, around: WireAround) {
    this.#elsewhere = new Set(team.sharing.elsewhere.map(({ address }) => address));
    this.#line = this.#open(team, around);
    this.#line.catch((error: unknown) => around.log(`${team.team}: ${String(error)}`));
  }

  /** Has a message that is kept here brought by the host of its member, whenever that can be asked. False for one of a member of this host. */
  relay(message: Message): boolean {
    if (!this.#elsewhere.has(message.to)) return false;
    void this.#line.then((line) => line.relay(message), () => undefined); // why there is none is told
    return true;
  }

  /** Resolves once nothing of it is left. */
  async close(): Promise<void> {
    await (await this.#line).close();
  }

  async #open({ team, sharing: { redis, host: name, elsewhere }, host }: WiredTeam, around: WireAround): Promise<Line> {
    let line: Line | undefined;
    const connection = await openRedis(redis, () => {
      if (connection.away() === undefined) line?.tick();
    });
    line = new Line({ part: { team, host: name }, elsewhere, host, connection, around });
    return line;
  }
}
