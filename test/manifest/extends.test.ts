import { describe, expect, it } from 'vitest';
import { load, told, type MemoryFiles } from './memory-world.ts';

const template = `version: 1
params:
  repo: {description: Path of the repository.}
  engineers: {description: How many., default: 2}
  name: {default: "\${USER:-shop}"}
team: night
defaults: {model: opus, env: {A: low, B: low}, args: [low, lower]}
projects:
  main:
    repo: \${repo}
    branch_prefix: \${name}/
    pm: {brief: "Manage \${name} in \${repo}."}
    engineers:
      coder: {count: "\${engineers}"}
`;

const files: MemoryFiles = { '/templates/solo.yaml': template, '/work/base/team.yaml': template, '/work/base/spec.md': 'Sell.' };

describe('a file that extends a template', () => {
  it('gives its params and wins over it, map by map', () => {
    const { manifest, diagnostics } = load('extends: solo\nwith: {repo: ../shop, engineers: 3}\nteam: day\ndefaults: {env: {B: high}, args: [high]}\n', { files });
    expect(diagnostics).toEqual([]);
    expect(manifest?.team).toBe('day');
    expect(manifest?.projects[0]?.repo).toBe('/work/shop');
    const members = manifest!.projects[0]!.members;
    expect(members.map(({ name }) => name)).toEqual(['pm', 'coder-1', 'coder-2', 'coder-3']);
    expect(members[0]).toMatchObject({ model: 'opus', env: { A: 'low', B: 'high' }, args: ['high'], brief: 'Manage shop in ../shop.', worktree: { branch: 'shop/pm' } });
    expect(members[0]!.place.file).toBe('/templates/solo.yaml');
  });

  it('a default serves where nothing is given, and may ask the environment', () => {
    const { manifest } = load('extends: solo\nwith: {repo: ../shop}\n', { files, env: { USER: 'ann' } });
    expect(manifest?.projects[0]?.members.map((member) => member.worktree?.branch)).toEqual(['ann/pm', 'ann/coder-1', 'ann/coder-2']);
  });

  it('relative paths start from the file they are written in', () => {
    const base = template.replace('    pm:', '    spec: spec.md\n    pm:');
    const { manifest, diagnostics } = load('extends: ../base/team.yaml\nwith: {repo: ../shop}\n', { files: { ...files, '/work/base/team.yaml': base } });
    expect(diagnostics).toEqual([]);
    expect(manifest?.projects[0]).toMatchObject({ repo: '/work/shop', spec: { path: '/work/base/spec.md' } });
  });

  it("a built-in template's relative paths start from the person's file", () => {
    const { manifest, diagnostics } = load('extends: solo\nwith: {repo: ../shop}\n', { files: { ...files, '/templates/solo.yaml': template.replace('    pm:', '    spec: specs/shop.md\n    pm:') } });
    expect(diagnostics).toEqual([]);
    expect(manifest?.projects[0]?.spec?.path).toBe('/work/teams/specs/shop.md');
  });

  it('templates extend templates', () => {
    const middle = 'params: {where: {}}\nextends: solo\nwith: {repo: "${where}"}\norchestrator:\n';
    const { manifest, diagnostics } = load('extends: ./middle.yaml\nwith: {where: ../shop}\n', { files: { ...files, '/work/teams/middle.yaml': middle } });
    expect(diagnostics).toEqual([]);
    expect(manifest?.orchestrator).toBeDefined();
    expect(manifest?.projects[0]?.repo).toBe('/work/shop');
  });

  it('places of faults are in the file that has them', () => {
    const faulty = template.replace('team: night', 'team: night\nteems: x');
    expect(told('extends: solo\nwith: {repo: ../shpo}\n', { files: { ...files, '/templates/solo.yaml': faulty } })).toMatchInlineSnapshot(`
      "error[unknown-key]: "teems" is not a field of a team.
       --> /templates/solo.yaml:7:1
        |
      7 | teems: x
        | ^^^^^
      help: Its fields are version, team, extends, with, params, env, defaults, tmux, tools, roles, orchestrator, projects, limits, schedule, ttl, model_tiers, redis, hosts, prompts, on and notify.

      error[no-repository]: The repository "../shpo" does not exist.
       --> team.yaml:2:14
        |
      2 | with: {repo: ../shpo}
        |              ^^^^^^^
      help: It is looked for at /work/shpo."
    `);
  });
});

describe('what is wrong with extending', () => {
  it.each([
    ['an unknown built-in template', 'extends: solp\n'],
    ['a word that is nothing', 'extends: kitchen\n'],
    ['a file that is named without its ending', 'extends: base\n'],
    ['a missing file', 'extends: ./nowhere.yaml\n'],
    ['a folder', 'extends: ../base\n'],
    ['a missing and an unknown param', 'extends: solo\nwith: {reop: ../shop}\n'],
    ['params for no template', 'with: {repo: ../shop}\nversion: 1\nteam: night\norchestrator:\n'],
    ['a wrong type', 'extends: [solo]\nversion: 1\nteam: night\norchestrator:\n'],
    ['a param that is a list', 'extends: solo\nwith: {repo: [../shop]}\n'],
    ['a home that is not known', 'extends: ~/team.yaml\n'],
    ['itself', 'extends: ./team.yaml\n'],
    ['a circle', 'extends: ./a.yaml\n'],
    ['a template that is no YAML', 'version: 1\nteam: night\norchestrator:\nextends: ./broken.yaml\n'],
  ])('%s', (_, text) => {
    const more = { '/work/teams/base.yaml': 'version: 1\n', '/work/teams/a.yaml': 'extends: b.yaml\n', '/work/teams/b.yaml': 'extends: ./a.yaml\nversion: 1\nteam: night\norchestrator:\n', '/work/teams/broken.yaml': 'team: [\n' };
    expect(told(text, { files: { ...files, ...more }, env: {} })).toMatchSnapshot();
  });

  it('a template read as a team', () => {
    expect(told(template.replace('${repo}', '../shop').replace('default: 2', 'default: 1'))).toMatchInlineSnapshot(`
      "error[missing-param]: The param "repo" has no value.
       --> team.yaml:3:3
        |
      3 |   repo: {description: Path of the repository.}
        |   ^^^^
      help: This file is a template: extend it from another file and set the param in \`with\`, or give it a default."
    `);
  });
});
