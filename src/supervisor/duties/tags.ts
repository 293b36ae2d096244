import { stableTag } from '../../discipline/stable-tag.ts';
import type { Host } from '../../host/host.ts';
import type { MissionRecord } from '../../state/mission.ts';
import { decidesMissions } from '../../state/sharing.ts';
import type { Duty, DutyView } from './duty.ts';

/** Tags what was accepted. Repeated after a kill: a commit that has its tag keeps it. */
export const tags: Duty = async (view, host) => {
  const found = await Promise.all(untagged(view, host).map(async ({ record, repository }) => {
    const wanted = stableTag(record);
    if (wanted === undefined || (await host.git.commit(repository, wanted.commit)) === undefined) return []; // made on another host, and not fetched
    return [{ address: record.mission.address, commit: wanted.commit, tag: await host.git.tagCommit(repository, wanted.name, wanted.commit) }];
  }));
  const made = found.flat();
  if (made.length === 0) return undefined;
  return () => {
    for (const { address, ...body } of made) host.store.notes.put(view.kept.name, 'tag', { subject: address, body });
    return { events: made.map((one) => ({ type: 'tagged', ...one })), prompts: [] };
  };
};

/** Done missions without a tag: what is done stays done, so those that have one are not read anew. */
function untagged({ kept: { name, desired: { disciplines = [], sharing } } }: DutyView, { store }: Host): readonly { readonly record: MissionRecord; readonly repository: string }[] {
  const tagging = disciplines.filter(({ stableTags }) => stableTags === true);
  if (tagging.length === 0 || !decidesMissions(sharing)) return [];
  const known = store.notes.ofKind(name, 'tag');
  return [...store.missions.states(name)].flatMap(([address, state]) => {
    const record = state === 'done' && !known.has(address) ? store.missions.find(name, address) : undefined;
    const repository = tagging.find(({ project }) => project === record?.mission.project)?.repository;
    return record === undefined || repository === undefined ? [] : [{ record, repository }];
  });
}
