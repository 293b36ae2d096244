import type { Host } from '../../host/host.ts';
import { openRedis } from '../../host/redis/connection.ts';
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

  constructor(team: WiredTeam, around: WireAround) {
    this.#line = this.#open(team, around);
    this.#line.catch((error: unknown) => around.log(`${team.team}: ${String(error)}`));
  }

  /** Resolves once nothing of it is left. */
  async close(): Promise<void> {
    await (await this.#line).close();
  }

  async #open({ team, sharing: { redis, host: name }, host }: WiredTeam, around: WireAround): Promise<Line> {
    let line: Line | undefined;
    const connection = await openRedis(redis, () => {
      if (connection.away() === undefined) line?.tick();
    });
    line = new Line({ part: { team, host: name }, host, connection, around });
    return line;
  }
}
