import { hostname } from 'node:os';

/** What this machine is called among the hosts of a team. */
export function hostName(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['CODERS_HOST'] || hostname();
}
