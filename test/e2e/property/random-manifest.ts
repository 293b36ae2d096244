import fc from 'fast-check';

/** A member that costs little to start: what matters here is where it is, not what it does. */
const program = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('tool: command, command: [sleep, "1000"]', 'tool: command, command: [sleep, "2000"], env: {PORT: "80"}') },
  { weight: 1, arbitrary: fc.constantFrom('tool: demo', 'tool: demo, brief: "demo: say hi"', 'tool: demo, model: opus') },
);

const worktree = fc.constantFrom('', ', worktree: {branch: own/NAME}', ', worktree: {path: elsewhere/NAME}', ', worktree: {path: "elsewhere/#(x) NAME", branch: own/NAME}');

const engineer = fc.tuple(program, worktree, fc.constantFrom('', ', role: reviewer', ', count: 2'));

const project = fc.record({
  pm: fc.option(program, { nil: undefined }),
  engineers: fc.dictionary(fc.constantFrom('cart', 'search', 'mail_1', 'Billing'), engineer, { minKeys: 1, maxKeys: 3 }),
  prefix: fc.constantFrom('', 'branch_prefix: auto/', 'branch_prefix: x-'),
  base: fc.constantFrom('', 'base: main'),
  work: fc.constantFrom('', ', priority: high', ', retries: {count: 2}, accept: {run: "true", commits: 1}'),
});

/** One for each engineer who can be given it, each after the one before. */
function missionsOf(engineers: Readonly<Record<string, readonly string[]>>, settings: string): readonly string[] {
  const able = Object.entries(engineers).filter(([, [tool = '']]) => tool.startsWith('tool: demo')).map(([name]) => name);
  const lines = able.map((name, index) => `      for-${name}: {to: ${name}, brief: "demo: say done"${settings}${index === 0 ? '' : `, after: [for-${able[index - 1]}]`}}`);
  return lines.length === 0 ? [] : ['    missions:', ...lines];
}

/** A valid team after its first lines: up to two projects on the one repository `repo`, and an orchestrator or none. */
export const randomManifest: fc.Arbitrary<string> = fc
  .record({ orchestrator: fc.option(program, { nil: undefined }), project })
  .map(({ orchestrator, project: one }) => [
    ...(orchestrator === undefined ? [] : [`orchestrator: {${orchestrator}}`]),
    'projects:',
    '  shop:',
    '    repo: repo',
    ...[one.prefix, one.base].filter((line) => line !== '').map((line) => `    ${line}`),
    ...(one.pm === undefined ? [] : [`    pm: {${one.pm}}`]),
    '    engineers:',
    ...Object.entries(one.engineers).map(([name, [tool, place, rest]]) => {
      // Copies can not share a path or a branch of their own.
      const settings = rest.includes('count') ? tool + rest : tool + place.replaceAll('NAME', name) + rest;
      return `      ${name}: {${settings}}`;
    }),
    ...missionsOf(one.engineers, one.work),
    '',
  ].join('\n'));
