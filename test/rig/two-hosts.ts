import { hosts, type Host, type Hosts } from './hosts.ts';
import { shopManifest } from './mission-team.ts';

export interface TwoHosts {
  readonly team: Hosts;
  readonly alpha: Host;
  readonly beta: Host;
}

/** A team of two engineers, `cart` on alpha and `search` on beta, with these missions, a line each. Nothing is applied yet. */
export async function twoHosts(missions: readonly string[], lostAfter?: string): Promise<TwoHosts> {
  const manifest = shopManifest('base: main', 'engineers: {cart: {host: alpha}, search: {host: beta}}', 'missions:', ...missions.map((mission) => `  ${mission}`));
  const team = await hosts({ names: ['alpha', 'beta'], manifest, ...(lostAfter === undefined ? {} : { lostAfter }) });
  return { team, alpha: team.of('alpha'), beta: team.of('beta') };
}
