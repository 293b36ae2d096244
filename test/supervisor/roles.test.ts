import { beforeEach, expect, test } from 'vitest';
import type { Host } from '../../src/host/host.ts';
import type { Store } from '../../src/host/store/store.ts';
import type { DutyView } from '../../src/supervisor/duties/duty.ts';
import { roles } from '../../src/supervisor/duties/roles.ts';
import { now } from '../missions/records.ts';
import { openedStore } from '../rig/opened-store.ts';

const address = 'member/shop/cart';
const brief = 'You are cart, an engineer.\n\n## Your role\n\nWrite code.\n\n## What you are asked to do\n\nBuild the cart.';
let store: Store;

beforeEach(async () => {
  store = await openedStore();
});

/** What it is told in a pass that finds so much in its context; `used` is absent where its tool does not say. */
async function toldAt(used: number | undefined, { epoch = 1, tool = 'claude' } = {}): Promise<readonly string[]> {
  const status = { member: { address, tool }, epoch, status: 'working', ...(used === undefined ? {} : { context: { used } }) };
  const view = { kept: { name: 'shop', desired: { members: [{ address, settings: { brief } }] } }, statuses: [status] } as unknown as DutyView;
  return (await roles(view, { store } as unknown as Host))?.(now).prompts.map(({ text }) => text) ?? [];
}

const told = expect.stringMatching(/cut short.* You are cart, an engineer\.\n\nWrite code\.\n\nGo on/s) as unknown;

test('who loses more than half of its context is told once more who it is, and not what it was to do', async () => {
  expect(await toldAt(80_000)).toEqual([]);
  expect(await toldAt(100_000)).toEqual([]);
  const prompts = await toldAt(20_000);
  expect(prompts).toEqual([told]);
  expect(prompts.join('')).not.toContain('Build the cart.');
  expect(await toldAt(20_000), 'once').toEqual([]);
  expect(await toldAt(25_000)).toEqual([]);
  expect(await toldAt(9_000), 'and each time').toEqual([told]);
});

test('a launch begins with its brief, or with a conversation that did: what it holds is no loss', async () => {
  expect(await toldAt(100_000)).toEqual([]);
  expect(await toldAt(9_000, { epoch: 2 })).toEqual([]);
  expect(await toldAt(4_000, { epoch: 2 })).toEqual([told]);
});

test('nothing is said where nothing tells how full a context is, nor to a program of the person\'s own', async () => {
  for (const used of [100_000, undefined, 9_000]) expect(await toldAt(used, { tool: 'command' })).toEqual([]);
  expect(await toldAt(undefined)).toEqual([]);
});
