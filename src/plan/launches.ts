import type { Address } from '../state/address.ts';
import type { LaunchRecord, Observed } from '../state/observed.ts';

export function launchOfEpoch(observed: Observed, address: Address, epoch: number): LaunchRecord | undefined {
  return observed.launches.find((launch) => launch.address === address && launch.epoch === epoch);
}

export function latestLaunch(observed: Observed, address: Address): LaunchRecord | undefined {
  return latest(observed.launches.filter((launch) => launch.address === address));
}

/** The latest that is known to have got a pane. */
export function latestPlacedLaunch(observed: Pick<Observed, 'launches'>, address: Address): LaunchRecord | undefined {
  return latest(observed.launches.filter((launch) => launch.address === address && launch.pane !== undefined));
}

function latest(launches: readonly LaunchRecord[]): LaunchRecord | undefined {
  return launches.reduce<LaunchRecord | undefined>(
    (last, launch) => (last === undefined || launch.epoch > last.epoch ? launch : last), undefined);
}
