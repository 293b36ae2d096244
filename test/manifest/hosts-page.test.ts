import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { load } from './memory-world.ts';

const page = readFileSync(new URL('../../docs/hosts.md', import.meta.url), 'utf8');
const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];

it('the team of docs/hosts.md is valid on each of its hosts', () => {
  for (const host of ['alpha', 'beta']) {
    const { diagnostics, manifest } = load(yaml, { host, files: { '/work/storefront/.git/HEAD': 'ref: refs/heads/main\n' } });
    expect(diagnostics).toEqual([]);
    expect(manifest?.sharing).toMatchObject({ host, hosts: ['alpha', 'beta'] });
  }
});
