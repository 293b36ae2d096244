import { describe, expect, it } from 'vitest';
import { usualCare, type Manifest, type Member } from '../../src/manifest/manifest.ts';
import { load, shop, type Surroundings } from './memory-world.ts';

function valid(yaml: string, surroundings: Surroundings = {}): Manifest {
  const { manifest, diagnostics } = load(yaml, surroundings);
  expect(diagnostics).toEqual([]);
  return manifest!;
}

function member(manifest: Manifest, name: string): Member {
  return [manifest.orchestrator, ...manifest.projects.flatMap(({ members }) => members)].find((one) => one?.name === name)!;
}

describe('defaults', () => {
  it('give each seat its role, and each role its model', () => {
    const manifest = valid(`orchestrator:\n${shop('pm:\nengineers:\n  cart:\n  docs: {role: scribe}')}`);
    expect(['orchestrator', 'pm', 'cart', 'docs'].map((name) => member(manifest, name)).map(({ role, model, tool }) => [role.name, model, tool])).toEqual([
      ['architect', 'opus', 'claude'],
      ['analyst', 'sonnet', 'claude'],
      ['coder', 'sonnet', 'claude'],
      ['scribe', 'haiku', 'claude'],
    ]);
    expect(member(manifest, 'docs').role.text).toBe('You are the scribe.\n');
  });

  it('put worktrees and branches where nobody else is', () => {
    const manifest = valid(shop('engineers:\n  cart:\n  pay: {count: 2}\n  solo: {count: 1}'));
    expect(manifest.projects[0]!.members.map(({ name, directory, worktree }) => [name, directory, worktree?.branch])).toEqual(
      ['cart', 'pay-1', 'pay-2', 'solo-1'].map((name) => [name, `/work/shop/.coders/worktrees/night/${name}`, `night/${name}`]),
    );
  });

  it('name the socket, and no configuration', () => {
    expect(valid('version: 1\nteam: night\norchestrator:\n').tmux).toEqual({ socket: 'coders' });
    expect(valid('version: 1\nteam: night\ntmux: {socket: ./sockets/a, config: specs/shop.md}\norchestrator:\n').tmux).toEqual({ socket: '/work/teams/sockets/a', config: '/work/teams/specs/shop.md' });
  });
});

describe('what is more special wins', () => {
  const general = 'env: {A: team, B: team, C: team, D: team}\ndefaults: {tool: codex, model: gpt, args: [default], env: {B: default, C: default, D: default}, permission_mode: read-only}\n';
  const tools = 'tools: {codex: {args: [tool], env: {C: tool, D: tool}, permission_mode: workspace-write, binary: ./bin/codex, base_url: "http://127.0.0.1:11434/v1"}, gemini: {binary: gemini-cli}}\n';
  const roles = 'roles: {tester: {model: mini, brief: Break it.}, poet: {brief_file: poet.md}}\n';
  const manifest = valid(
    `${general}${tools}${roles}${shop('engineers:\n  cart: {args: [own], env: {D: own}, permission_mode: bypass}\n  pay:\n  test: {role: tester}\n  verse: {role: poet, model: own, tool: gemini, permission_mode: plan}')}`,
    { files: { '/work/teams/poet.md': 'Rhyme.\r\nAlways.' } },
  );

  it('a member over its tool over the defaults over the team', () => {
    expect(member(manifest, 'cart')).toMatchObject({ tool: 'codex', model: 'gpt', args: ['own'], permissionMode: 'bypass', env: { A: 'team', B: 'default', C: 'tool', D: 'own' } });
    expect(member(manifest, 'pay')).toMatchObject({ args: ['tool'], permissionMode: 'workspace-write', binary: '/work/teams/bin/codex', baseUrl: 'http://127.0.0.1:11434/v1' });
  });

  it("a role's model over the defaults', and a text of one's own over the built-in one", () => {
    expect(member(manifest, 'test')).toMatchObject({ model: 'mini', role: { name: 'tester', text: 'Break it.' } });
  });

  it('settings of one tool are for that tool', () => {
    expect(member(manifest, 'verse')).toMatchObject({ tool: 'gemini', model: 'own', args: ['default'], binary: 'gemini-cli', role: { name: 'poet', text: 'Rhyme.\nAlways.' } });
    expect(member(manifest, 'verse').baseUrl).toBeUndefined();
  });
});

it('values of variables are passed on as typed', () => {
  const manifest = valid('version: 1\nteam: night\norchestrator: {env: {VERSION: 1.10, HEX: 0x1F, YES: true, TEXT: "no", ZIP: 01234}}\n');
  expect(manifest.orchestrator?.env).toEqual({ VERSION: '1.10', HEX: '0x1F', YES: 'true', TEXT: 'no', ZIP: '01234' });
});

describe('briefs', () => {
  it('are text or a file, the own before the default', () => {
    const manifest = valid(`defaults: {brief: All.}\n${shop('pm: {brief_file: specs/shop.md}\nengineers:\n  cart:\n  pay: {brief: Pay.}')}`);
    expect(['pm', 'cart', 'pay'].map((name) => member(manifest, name).brief)).toEqual(['Sell things.\n', 'All.', 'Pay.']);
  });
});

describe('directories', () => {
  it('are those written, else the repository, else the folder of the manifest', () => {
    const manifest = valid(`orchestrator:\n${shop('pm: {worktree: false}\nengineers:\n  cart: {directory: specs}\n  pay: {directory: ~/pay, worktree: false}')}`, { files: { '/home/ann/pay/x': '' } });
    expect(['orchestrator', 'pm', 'cart', 'pay'].map((name) => member(manifest, name).directory)).toEqual(['/work/teams', '/work/shop', '/work/teams/specs', '/home/ann/pay']);
    expect(member(manifest, 'cart').worktree).toBeUndefined();
  });

  it('worktrees can be put elsewhere', () => {
    const manifest = valid(shop('branch_prefix: auto/\npm: {worktree: {path: ../trees/pm}}\nengineers:\n  cart: {worktree: {branch: cart}}\n  pay: {worktree: {}}'));
    expect(['pm', 'cart', 'pay'].map((name) => member(manifest, name).worktree)).toEqual([
      { path: '/work/trees/pm', branch: 'auto/pm' },
      { path: '/work/shop/.coders/worktrees/night/cart', branch: 'cart' },
      { path: '/work/shop/.coders/worktrees/night/pay', branch: 'auto/pay' },
    ]);
  });

  it('no worktrees by default can be the default', () => {
    const manifest = valid(`defaults: {worktree: false}\n${shop('pm:\nengineers:\n  cart: {worktree: true}')}`);
    expect(['pm', 'cart'].map((name) => member(manifest, name).worktree?.branch)).toEqual([undefined, 'night/cart']);
  });
});

it('a command has its program and arguments as written', () => {
  const manifest = valid(shop('pm: {tool: command, command: [npm, run, "dev $$HOME"]}'));
  expect(member(manifest, 'pm')).toMatchObject({ tool: 'command', command: ['npm', 'run', 'dev $HOME'] });
});

describe('the care for a member', () => {
  const care = (defaults: string, own: string, surroundings: Surroundings = {}) => member(valid(`${defaults}\n${shop(`pm: {${own}}`)}`, surroundings), 'pm').care;

  it('is the usual one where nothing is said', () => {
    expect(care('', '')).toEqual({ restart: { policy: 'always', max: 5, windowMs: 600_000, backoff: { firstMs: 2000, mostMs: 600_000 } }, stuckAfterMs: 1_200_000, heartbeatMs: 150_000 });
  });

  it('is what is written, with units', () => {
    const own = 'restart: {policy: on-failure, max: 3, window: 1h, backoff: 5s..1m30s}, heartbeat: {timeout: 1m}, stuck_after: 2h, context: {handover_at: 85%}';
    expect(care('', own)).toEqual({ restart: { policy: 'on-failure', max: 3, windowMs: 3_600_000, backoff: { firstMs: 5000, mostMs: 90_000 } }, stuckAfterMs: 7_200_000, heartbeatMs: 60_000, handoverAt: 0.85 });
  });

  it.each([['85%', 0.85], ['0.85', 0.85], ['100%', 1], ['1', 1], ['7%', 0.07]])('knows %s of a context', (written, share) => {
    expect(care('', `context: {handover_at: ${written}}`).handoverAt).toBe(share);
  });

  it('takes the policy alone', () => {
    expect(care('', 'restart: never').restart).toEqual({ ...usualCare.restart, policy: 'never' });
  });

  it('is the own one before that of the defaults, field by field', () => {
    const defaults = 'defaults: {restart: {max: 3, backoff: 1s..5s}, heartbeat: {timeout: 1m}, context: {handover_at: 70%}, stuck_after: 1h}';
    expect(care(defaults, 'restart: on-failure, context: {handover_at: 0.9}')).toMatchObject({ restart: { policy: 'on-failure', max: 3, backoff: { firstMs: 1000, mostMs: 5000 } }, heartbeatMs: 60_000, handoverAt: 0.9, stuckAfterMs: 3_600_000 });
    expect(care('defaults: {restart: never}', 'restart: {max: 3}').restart).toMatchObject({ policy: 'never', max: 3 });
  });

  it('builds on a template', () => {
    const files = { '/work/teams/base.yaml': 'version: 1\nteam: base\ndefaults: {restart: {max: 3, window: 1h}}\n' };
    expect(care('extends: base.yaml\ndefaults: {restart: {max: 2}}', '', { files }).restart).toMatchObject({ max: 2, windowMs: 3_600_000 });
  });
});

describe('the caps, the hours and the life of a team', () => {
  const team = (rest: string, surroundings: Surroundings = {}) => valid(`version: 1\nteam: night\n${rest}\norchestrator:\n`, surroundings);

  it('are none by default', () => {
    const manifest = team('');
    expect(manifest.limits).toEqual({});
    expect(manifest).not.toHaveProperty('schedule');
    expect(manifest).not.toHaveProperty('ttlMs');
  });

  it('have units', () => {
    const manifest = team('limits: {agents: 8, spawn_rate: 4/min, memory: 4GB}\nttl: 12h');
    expect(manifest.limits).toEqual({ agents: 8, spawnRate: { count: 4, everyMs: 60_000 }, memoryBytes: 4_000_000_000 });
    expect(manifest.ttlMs).toBe(43_200_000);
    expect(manifest.deferred).toEqual([]);
  });

  it.each([['1/s', 1, 1000], ['90/h', 90, 3_600_000]])('know the rate %s', (rate, count, everyMs) => {
    expect(team(`limits: {spawn_rate: ${rate}}`).limits).toEqual({ spawnRate: { count, everyMs } });
  });

  it.each([['1.5GB', 1_500_000_000], ['800MB', 800_000_000], ['2GiB', 2_147_483_648], ['0.5MiB', 524_288]])('know %s of memory', (memory, memoryBytes) => {
    expect(team(`limits: {memory: ${memory}}`).limits).toEqual({ memoryBytes });
  });

  it('park the agents at the end of the hours, unless they say otherwise', () => {
    expect(team('schedule: {start: 0 22 * * 1-5, stop: 0 7 * * *}').schedule).toEqual({ start: '0 22 * * 1-5', stop: '0 7 * * *', onStop: 'park' });
    expect(team('schedule: {start: "@daily", stop: 0 7 * * *, timezone: Europe/Berlin, on_stop: down}').schedule).toEqual({ start: '@daily', stop: '0 7 * * *', timezone: 'Europe/Berlin', onStop: 'down' });
  });

  it('build on a template', () => {
    const files = { '/work/teams/base.yaml': 'version: 1\nteam: base\nttl: 12h\nlimits: {agents: 3, memory: 1GB}\nschedule: {start: 0 22 * * *, stop: 0 7 * * *}\n' };
    const manifest = team('extends: base.yaml\nttl: 8h\nlimits: {agents: 4}\nschedule: {stop: 0 6 * * *}', { files });
    expect(manifest).toMatchObject({ ttlMs: 28_800_000, limits: { agents: 4, memoryBytes: 1_000_000_000 }, schedule: { start: '0 22 * * *', stop: '0 6 * * *' } });
  });
});
