import { nameIn } from '../state/address.ts';
import type { MissionRecord } from '../state/mission.ts';
import { isAccepted } from './merge-queue.ts';

/** What the accepted commit of a mission is tagged with, `stable-cart-api-2026-11-21` by the day in UTC; undefined for one that is none. */
export function stableTag(record: MissionRecord): { readonly name: string; readonly commit: string } | undefined {
  if (!isAccepted(record) || record.mission.origin === 'merge') return undefined;
  const { mission: { address }, state: { at, commit } } = record;
  return { name: `stable-${nameIn(address)}-${new Date(at).toISOString().slice(0, 'yyyy-mm-dd'.length)}`, commit };
}
