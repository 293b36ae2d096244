import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/host/clock.ts';
import { createGit } from '../../src/host/git/git.ts';
import type { Host } from '../../src/host/host.ts';
import type { Store } from '../../src/host/store/store.ts';
import type { MissionSeat } from '../../src/missions/seat.ts';
import type { KeptTeam } from '../../src/state/kept-team.ts';
import type { MissionState } from '../../src/state/mission.ts';
import { lookAtMissions } from '../../src/supervisor/mission-look.ts';
import { record, seat } from '../missions/records.ts';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { useNoGitSettings } from '../rig/own-git-settings.ts';
import { openedStore } from '../rig/opened-store.ts';

const git = createGit();
let repository: TestRepository;
let store: Store;
/** The worktree of `cart`, which `page` is for. */
let path: string;
/** What `page` builds on. */
let accepted: string;

beforeAll(useNoGitSettings);

beforeEach(async () => {
  repository = await gitRepository();
  path = join(repository.path, '.coders', 'worktrees', 'cart');
  await git.createWorktree({ repository: repository.path, path, branch: 'cart', from: { commit: 'HEAD' } });
  await repository.git(['checkout', '--quiet', '-b', 'search']);
  accepted = await repository.commit({ 'api.txt': 'x' });
  store = await openedStore();
  store.missions.put('shop', record('api', { mission: { origin: 'added' }, state: { state: 'done', at: 1, by: 'member/shop/search', commit: accepted } }));
});

/** Gives the members whose worktrees were prepared, and whether that of cart holds the accepted commit now. */
async function look(page: MissionState, cart: MissionSeat): Promise<readonly [members: readonly string[], isMerged: boolean]> {
  store.missions.put('shop', record('page', { mission: { origin: 'added', to: 'cart', after: ['api'] }, state: page }));
  const member = { address: cart.address, worktree: 'worktree/shop/cart', settings: { directory: path } };
  const kept = { name: 'shop', desired: { members: [member], missions: [] } } as unknown as KeptTeam;
  const found = await lookAtMissions({ kept, seats: [cart], share: undefined }, { store, git, clock: systemClock } as unknown as Host);
  const merged = await repository.git(['branch', '--list', 'cart', '--contains', accepted]);
  return [[...(found?.prepared.keys() ?? [])], merged !== ''];
}

const now = systemClock.now();
const lease = { by: 'member/shop/cart', epoch: 1, conversation: 'c-2', givenAt: now };

test('what a mission builds on is merged for the member that is about to be given it', async () => {
  expect(await look({ state: 'ready', since: now }, seat('cart'))).toEqual([['member/shop/cart'], true]);
});

test('nothing is merged under a member that only goes on with its mission in a later launch', async () => {
  const page: MissionState = { state: 'assigned', since: now, lease, message: 'mission:shop/page:1', deadline: now + 600_000 };
  expect(await look(page, seat('cart', { state: 'busy', epoch: 2 }))).toEqual([[], false]);
  expect(await look({ state: 'working', since: now, lease, deadline: now + 600_000 }, seat('cart', { state: 'busy', epoch: 2 }))).toEqual([[], false]);
});

test('what is approved in the same pass is merged, too', async () => {
  const api = record('api', { mission: { origin: 'added', accept: { run: [], commits: 0, files: [], timeoutMs: 1, reviewBy: 'search' } }, state: { state: 'reviewing', since: now, tried: { ...lease, by: 'member/shop/search' }, commit: accepted } });
  store.missions.put('shop', api);
  const review = { mission: 'mission/shop/api', try: 1, by: 'member/shop/search' } as const;
  store.missions.put('shop', record('api-review', { mission: { origin: 'review', reviews: review }, state: { state: 'done', at: now, by: 'member/shop/pm', saidBy: 'shop/pm' } }));
  expect(await look({ state: 'waiting', since: now }, seat('cart'))).toEqual([['member/shop/cart'], true]);
});
