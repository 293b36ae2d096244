import type { PostSeat } from '../../src/post/seat.ts';
import type { Mail } from '../../src/state/mail.ts';

export function seat(name: string, kind: PostSeat['seat'], role = 'coder'): PostSeat {
  return { address: `member/${name}`, seat: kind, role, isReachable: true };
}

/** An orchestrator, and two projects. */
export const shop: readonly PostSeat[] = [
  seat('orchestrator', 'orchestrator', 'architect'),
  seat('store/pm', 'pm', 'analyst'), seat('store/cart', 'engineer'), seat('store/search', 'engineer', 'tester'),
  seat('api/pm', 'pm', 'analyst'), seat('api/core', 'engineer'),
];

export function mail(changes: Partial<Mail> = {}): Mail {
  return { id: 'a', team: 'shop', from: 'member/store/cart', to: ['member/store/pm'], type: 'status', text: 'Hello.', depth: 0, at: 0, ...changes };
}
