import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { load } from './memory-world.ts';

const template = readFileSync(new URL('../../templates/overnight.yaml', import.meta.url), 'utf8');
const offered = /^( *)# ((?:schedule|ttl|limits|restart|stuck_after|context): )/gm;

it('what the overnight template offers in comments is valid, and nothing of it waits for a later version', () => {
  expect([...template.matchAll(offered)].map(([, , field]) => field)).toEqual(['schedule: ', 'ttl: ', 'limits: ', 'restart: ', 'stuck_after: ', 'context: ']);
  const { manifest, diagnostics } = load(template.replace(offered, '$1$2'), { files: { '/work/teams/.git/HEAD': 'ref: refs/heads/main\n' } });
  expect(diagnostics).toEqual([]);
  expect(manifest).toMatchObject({ limits: { agents: 8 }, schedule: { onStop: 'down' }, ttlMs: 43_200_000, orchestrator: { care: { handoverAt: 0.85 } } });
  expect(manifest?.deferred.map(({ path }) => path)).toEqual([]);
});
