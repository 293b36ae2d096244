import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadManifest, type ManifestWorld } from '../../src/manifest/load.ts';
import { builtInRoles } from '../../src/manifest/roles.ts';
import { gitRepository } from '../rig/git-repository.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { memoryWorld, teamFile, told } from './memory-world.ts';

/** The design's own example. */
const example = `# yaml-language-server: $schema=../../schemas/team.schema.json
version: 1
team: shop
defaults: {tool: claude, worktree: true}      # trickles down to every member

orchestrator:
  brief: Keep both projects on their specs. Unblock the PMs.
  checkins:
    - {name: hourly, cron: "0 * * * *", note: "Collect a report from each PM; unblock what is stuck."}

projects:
  storefront:
    repo: ../storefront
    base: main
    branch_prefix: auto/
    spec: specs/storefront.md
    test: npm test
    commits: {every: 30m, max_files: 10, require_tests: true}
    pm: {checkins: [{every: 30m, note: "Review the engineers' commits against the spec."}]}
    engineers:
      cart: {role: coder}
      search: {tool: codex, role: tester, count: 2}
    missions:
      cart-api: {to: cart, brief: "Add the cart endpoints.", priority: high, timeout: 2h, retries: 2,
                 accept: {run: npm test, commits: 1}}
      cart-ui:  {role: coder, after: [cart-api], brief: "Build the cart page."}
`;

function diskWorld(templatesDirectory: string): ManifestWorld {
  return {
    readText: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    kind: (path) => (existsSync(path) ? (statSync(path).isDirectory() ? 'directory' : 'file') : undefined),
    env: {},
    host: 'alpha',
    templatesDirectory,
  };
}

async function folderWithExample(): Promise<string> {
  const folder = await temporaryDirectory('manifest-');
  await gitRepository({ path: join(folder, 'storefront') });
  for (const directory of ['teams/specs', 'templates/roles']) mkdirSync(join(folder, directory), { recursive: true });
  writeFileSync(join(folder, 'teams/team.yaml'), example);
  writeFileSync(join(folder, 'teams/specs/storefront.md'), 'Sell things.\n');
  for (const role of Object.keys(builtInRoles)) writeFileSync(join(folder, `templates/roles/${role}.md`), `You are the ${role}.\n`);
  return folder;
}

describe("the design's example", () => {
  it('loads from a real disk and a real repository', async () => {
    const folder = await folderWithExample();
    const { manifest, diagnostics } = loadManifest(join(folder, 'teams/team.yaml'), diskWorld(join(folder, 'templates')));
    expect(diagnostics).toEqual([]);
    expect(manifest).toMatchObject({ team: 'shop', directory: join(folder, 'teams'), orchestrator: { seat: 'orchestrator', directory: join(folder, 'teams') } });
    expect(manifest?.projects).toMatchObject([{ name: 'storefront', repo: join(folder, 'storefront'), base: 'main', test: 'npm test', spec: { text: 'Sell things.\n' } }]);
    expect(manifest?.projects[0]?.members.map(({ seat, name, tool, worktree }) => [seat, name, tool, worktree?.branch])).toEqual([
      ['pm', 'pm', 'claude', 'auto/pm'],
      ['engineer', 'cart', 'claude', 'auto/cart'],
      ['engineer', 'search-1', 'codex', 'auto/search-1'],
      ['engineer', 'search-2', 'codex', 'auto/search-2'],
    ]);
  });

  it('has no field that waits for a later version', async () => {
    const folder = await folderWithExample();
    const { manifest } = loadManifest(join(folder, 'teams/team.yaml'), diskWorld(join(folder, 'templates')));
    expect(manifest?.deferred).toEqual([]);
  });
});

describe('a manifest that cannot be read', () => {
  it('is not there', () => {
    const { diagnostics, sources } = loadManifest('/nowhere/team.yaml', memoryWorld({}));
    expect(diagnostics.map(({ message, place }) => [message, place.file, place.start.line])).toEqual([['The manifest "/nowhere/team.yaml" does not exist.', '/nowhere/team.yaml', 1]]);
    expect(sources.size).toBe(0);
  });

  it('is a folder', () => {
    const { diagnostics } = loadManifest('/work', memoryWorld({ '/work/x': '' }));
    expect(diagnostics.map(({ message }) => message)).toEqual(['The manifest "/work" is a folder, not a file.']);
  });

  it('is refused by the system, in whose words it is told', () => {
    const refusal = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    const world = { ...memoryWorld({ [teamFile]: '' }), readText: () => { throw refusal; } };
    expect(loadManifest(teamFile, world).diagnostics.map(({ message }) => message)).toEqual([`The manifest "${teamFile}" cannot be read: EACCES: permission denied.`]);
  });

  it('a bug of ours is not mistaken for that', () => {
    const world = { ...memoryWorld({ [teamFile]: '' }), readText: () => { throw new TypeError('a bug'); } };
    expect(() => loadManifest(teamFile, world)).toThrow('a bug');
  });
});

it('a warning does not refuse the team', () => {
  const world = memoryWorld({ [teamFile]: 'version: 1\nteam: night\n' });
  const { manifest, diagnostics } = loadManifest(teamFile, world);
  expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
  expect(manifest?.team).toBe('night');
});

it('what is told is in the order of the text', () => {
  expect(told('version: 1\nteam: night\norchestrator: {b: 1, a: 2}\nz: 1\nc: 2\n').match(/"\w+" is not/g)).toEqual(['"b" is not', '"a" is not', '"z" is not', '"c" is not']);
});
