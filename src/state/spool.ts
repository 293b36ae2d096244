import { seatIn } from './address.ts';
import type { PaneTag } from './tag.ts';

/** The folder of one launch's own, where the tool's hooks leave what they have to say, whether or not a runner is up. */
export function spoolOf(stateDirectory: string, { team, address, epoch }: Pick<PaneTag, 'team' | 'address' | 'epoch'>): string {
  return `${stateDirectory}/spools/${team}/${seatIn(address).replaceAll('/', '~')}/${epoch}`;
}
