import { describe, expect, it } from 'vitest';
import { inlinedBytes } from '../../src/manifest/inlined-text.ts';
import type { ManifestMission } from '../../src/manifest/mission.ts';
import { load, shop, told, type Surroundings } from './memory-world.ts';

function missions(yaml: string, surroundings: Surroundings = {}): readonly ManifestMission[] {
  const text = shop(`engineers: {cart: , pay: {count: 2}}\nmissions:\n${yaml.replace(/^/gm, '  ')}`);
  expect(told(text, surroundings)).toBe('');
  return load(text, surroundings).manifest!.projects[0]!.missions;
}

function mission(fields: string, surroundings: Surroundings = {}): ManifestMission {
  return missions(`a: {brief: Do it., ${fields}}`, surroundings)[0]!;
}

describe('a mission', () => {
  it('is what its project says, in the order written', () => {
    const found = missions('b: {to: pay, role: coder, after: [a], brief: Build it., handoff_to: cart}\na: {brief: Do it.}');
    expect(found).toMatchObject([{ name: 'b', to: 'pay', role: 'coder', after: ['a'], brief: 'Build it.', handoffTo: 'cart' }, { name: 'a', after: [], brief: 'Do it.' }]);
    expect(found.map(({ place }) => place.start.line)).toEqual([8, 9]);
  });

  it('that says little is as the schema says', () => {
    const { place: _, ...plain } = mission('');
    expect(plain).toEqual({
      name: 'a', after: [], brief: 'Do it.', context: [], priority: 'normal', type: 'general', timeoutMs: 7_200_000, retries: 1,
      backoff: { firstMs: 10_000, mostMs: 600_000 }, accept: { run: [], commits: 0, files: [], timeoutMs: 600_000 }, onFail: 'retry',
    });
  });

  it('is tried again so often, with such pauses', () => {
    expect(mission('retries: 3')).toMatchObject({ retries: 3, backoff: { firstMs: 10_000 } });
    expect(mission('retries: 0')).toMatchObject({ retries: 0 });
    expect(mission('retries: {count: 4, backoff: 1s..1m}')).toMatchObject({ retries: 4, backoff: { firstMs: 1000, mostMs: 60_000 } });
    expect(mission('retries: {backoff: 1s..1m}')).toMatchObject({ retries: 1 });
  });

  it.each([
    ['npm test', { run: ['npm test'] }],
    ['[npm run lint, npm test]', { run: ['npm run lint', 'npm test'] }],
    ['{run: npm test}', { run: ['npm test'] }],
    ['{run: [npm test], commits: 2, files: [src/**], timeout: 5m}', { run: ['npm test'], commits: 2, files: ['src/**'], timeoutMs: 300_000 }],
  ])('is accepted by %s', (accept, spelledOut) => {
    expect(mission(`accept: ${accept}`).accept).toEqual({ commits: 0, files: [], timeoutMs: 600_000, ...spelledOut });
  });

  it('names what is to be read first by whole paths', () => {
    expect(mission('context: [specs/shop.md, /work/shop/logo.png]', { files: { '/work/shop/logo.png': 'PNG\0' } }).context).toEqual(['/work/teams/specs/shop.md', '/work/shop/logo.png']);
  });
});

describe('the brief of a mission', () => {
  const files = { '/work/teams/cart.md': 'A cart holds apples.\n', '/work/teams/why.md': 'People buy apples.\n' };

  it('has the texts of its files, with their paths', () => {
    expect(mission('spec: cart.md, prd: why.md', { files }).brief).toMatchInlineSnapshot(`
      "Do it.

      ## The spec

      It is the file /work/teams/cart.md and says:

      <spec>
      A cart holds apples.
      </spec>

      ## The PRD

      It is the file /work/teams/why.md and says:

      <prd>
      People buy apples.
      </prd>"
    `);
  });

  it('may be a file alone', () => {
    expect(missions('a: {spec: cart.md}', { files })[0]!.brief).toMatchInlineSnapshot(`
      "## The spec

      It is the file /work/teams/cart.md and says:

      <spec>
      A cart holds apples.
      </spec>"
    `);
  });

  it('has the beginning of a long text, and where the rest is', () => {
    const long = { '/work/teams/cart.md': 'A line of text.\n'.repeat(4000) };
    const { brief } = mission('spec: cart.md', { files: long });
    expect(Buffer.byteLength(brief)).toBeLessThan(inlinedBytes + 500);
    expect(brief).toContain('of 64000 bytes are left out here: read them in /work/teams/cart.md.)');
  });
});
