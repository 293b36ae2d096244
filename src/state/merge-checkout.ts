import { join } from 'node:path';

/** The folder of all checkouts in which the runner merges, one in each folder of a team. */
export function mergeCheckouts(stateDirectory: string): string {
  return join(stateDirectory, 'merging');
}

/** Where the runner merges what is accepted in a project. */
export function mergeCheckout(stateDirectory: string, { team, project }: { readonly team: string; readonly project: string }): string {
  return join(mergeCheckouts(stateDirectory), team, project);
}
