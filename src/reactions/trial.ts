import { eventFields, ownEventFields } from '../manifest/reaction.ts';
import type { Facts } from './facts.ts';

/** What is told when a person tries whether a target is told at all. */
export function trialFacts(team: string, now: number): Facts {
  const empty = Object.fromEntries([...eventFields, ...ownEventFields].map((name) => [name, '']));
  const [title, because] = [`${team}: a test`, 'Somebody tried whether this arrives.'];
  return { ...empty, event: 'test', id: '0', at: new Date(now).toISOString(), severity: 'info', team, title, because, text: `${title}\n${because}` } as Facts;
}
