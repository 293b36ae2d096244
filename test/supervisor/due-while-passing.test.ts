import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHost, type Host } from '../../src/host/host.ts';
import { openStore } from '../../src/host/store/store.ts';
import { pass, type PassRequest } from '../../src/supervisor/pass.ts';
import { ownSupervisor } from '../rig/own-supervisor.ts';

test('what comes due while a quick look goes, or just before it, is looked at right after and not five minutes later', async () => {
  const own = await ownSupervisor('defaults: {tool: demo}\nprojects: {web: {repo: repo, engineers: {a: {checkins: [{name: often, every: 1m, note: x}]}}}}\n');
  const { team, store } = own;
  const kept = store.keptTeam('shop')!;
  await own.end();
  const look = async (more: Pick<PassRequest, 'isQuick' | 'memory'>, now: number) => {
    const clock = { now: () => now, wait: async () => undefined };
    const opened = openStore(team.stateDirectory);
    const host: Host = { ...createHost({ tmux: { socket: team.socket }, environment: team.environment, store: opened, packageDirectory: join(team.package, 'dist') }), clock };
    const request = { kept, share: undefined, shift: { state: 'on' } as const, isHurried: false, afterEnd: false, serverDied: () => Promise.resolve(false), chance: () => 1 };
    return pass({ ...request, ...more }, host).finally(() => opened.close());
  };
  const whole = await look({ isQuick: false, memory: { told: new Set(), statuses: new Map() } }, own.clock.now());
  const due = whole.memory.due!.at!;
  expect((await look({ isQuick: true, memory: whole.memory }, due - 10)).nextAt, 'before it').toBe(due);
  expect((await look({ isQuick: true, memory: whole.memory }, due + 10)).nextAt, 'after it').toBe(due + 11);
});
