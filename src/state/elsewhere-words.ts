import { together } from '../diagnostics/words.ts';
import { seatIn } from './address.ts';
import type { RemoteMember } from './sharing.ts';

/** One sentence: `2 members run on other hosts: shop/cart and shop/search on beta.` Empty where all run here. */
export function elsewhereWords(members: readonly RemoteMember[]): string {
  if (members.length === 0) return '';
  const hosts = [...new Set(members.map(({ host }) => host))];
  const parts = hosts.map((host) => `${together(members.filter((member) => member.host === host).map(({ address }) => seatIn(address)))} on ${host}`);
  return `${members.length === 1 ? '1 member runs on another host' : `${members.length} members run on other hosts`}: ${parts.join('; ')}.`;
}
