import { seatIn } from './address.ts';
import type { PaneTag } from './tag.ts';

/** The folder of one launch's own, where the tool's hooks leave what they have to say, whether or not a runner is up. */
export function spoolOf(stateDirectory: string, launch: Pick<PaneTag, 'team' | 'address' | 'epoch'>): string {
  return `${spoolsOf(stateDirectory, launch)}/${launch.epoch}`;
}

/** The folder that those of all launches of a member are in. */
export function spoolsOf(stateDirectory: string, { team, address }: Pick<PaneTag, 'team' | 'address'>): string {
  return `${spoolsOfTeam(stateDirectory, team)}/${seatIn(address).replaceAll('/', '~')}`;
}

/** The folder that those of all members of a team are in. */
export function spoolsOfTeam(stateDirectory: string, team: string): string {
  return `${stateDirectory}/spools/${team}`;
}

/** Where the whole text of a mail lies for a member. Beside the folders of its launches: it outlives each of them. */
export function inboxFile(stateDirectory: string, member: Pick<PaneTag, 'team' | 'address'>, mail: string): string {
  return `${spoolsOf(stateDirectory, member)}/inbox/${mail}.md`;
}
