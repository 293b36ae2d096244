import { openStore } from '../../../../src/host/store/store.ts';

/*
 * store-writer STATE_DIRECTORY FIRST: writes one thing after another, numbered from FIRST, and prints each number once the store has
 * acknowledged it. Never ends by itself.
 */
const [directory = '', first = '0'] = process.argv.slice(2);
const store = openStore(directory);
const settings = { tool: 'demo', model: 'sonnet', role: 'coder', brief: 'Go.', directory: '/', args: [], env: {} };

const writes: readonly ((number: number) => void)[] = [
  (number) => store.append('shop', number, [{ type: 'apply-started', steps: number }, { type: 'apply-ended', outcome: `${number}` }]),
  (number) => store.recordLaunch('shop', { address: `member/shop/${number}`, epoch: 1, fingerprint: 'f', conversation: `${number}`, settings, at: number }),
  (number) => store.recordWorktree('shop', { address: `worktree/shop/${number}`, repository: '/shop', path: `/shop/${number}`, branch: `b${number}` }),
  (number) => store.rememberTeam({ name: `team-${number}`, file: `/team-${number}.yaml`, text: '', tmux: { socket: 'x' }, members: [], appliedAt: number }),
];

for (let number = Number(first); ; number += 1) {
  writes[number % writes.length]?.(number);
  process.stdout.write(`${number}\n`);
}
