import type { Address } from '../state/address.ts';
import type { LaunchRecord, Observed } from '../state/observed.ts';

export function launchOfEpoch(observed: Observed, address: Address, epoch: number): LaunchRecord | undefined {
  return observed.launches.find((launch) => launch.address === address && launch.epoch === epoch);
}

export function latestLaunch(observed: Observed, address: Address): LaunchRecord | undefined {
  return observed.launches.filter((launch) => launch.address === address).reduce<LaunchRecord | undefined>(
    (latest, launch) => (latest === undefined || launch.epoch > latest.epoch ? launch : latest), undefined);
}
