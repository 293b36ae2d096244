import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { commands } from '../../src/cli/commands/all.ts';
import { answerTo } from '../../src/server/answer.ts';
import { described } from '../../src/server/schema.ts';
import { actionsOf, isAction, type Parameter } from '../../src/server/tool.ts';
import { tools } from '../../src/server/tools/all.ts';

/** The command lines that a call becomes, or what is said of it. */
async function asked(name: string, written: Readonly<Record<string, unknown>>, team?: string): Promise<readonly (readonly string[])[] | string> {
  const lines: (readonly string[])[] = [];
  const run = (words: readonly string[]) => Promise.resolve({ text: '', failed: lines.push(words) === 0 });
  const { text, failed } = await answerTo({ name, written }, { run, ...(team === undefined ? {} : { team }) });
  return failed ? text : lines;
}

const samples: Readonly<Record<Parameter['kind'], unknown>> = { text: '--text -', several: ['--one', 'two'], number: 2, 'yes-or-no': true, choice: undefined };
const calls = tools.flatMap((tool) => {
  const actions = actionsOf(tool) ?? (isAction(tool.does) ? { '': tool.does } : {});
  return Object.entries(actions).flatMap(([action, { needs, takes }]) => [needs, [...needs, ...takes]].map((names) => {
    const values = names.map((name) => [name, tool.parameters[name]!.words?.[0] ?? samples[tool.parameters[name]!.kind]] as const);
    return [tool.name, { ...(action === '' ? {} : { action }), ...Object.fromEntries(values) }] as const;
  }));
});

describe('a call becomes the command line that the caller could type', () => {
  it.each(calls)('%s %j is one that its verb understands', async (name, written) => {
    const lines = await asked(name, written, 'shop');
    expect(lines).not.toBeTypeOf('string');
    for (const [verb, ...argv] of lines as readonly (readonly string[])[]) {
      const command = commands.find((one) => one.name === verb)!;
      expect(() => readArguments(command, argv)).not.toThrow();
    }
  });

  it('with the caller\'s team, unless another is named', async () => {
    expect(await asked('agent', { action: 'kill', member: 'cart' }, 'shop')).toEqual([['kill', '--team=shop', '--', 'cart']]);
    expect(await asked('agent', { action: 'kill', member: 'cart', team: 'adhoc-cart' }, 'shop')).toEqual([['kill', '--team=adhoc-cart', '--', 'cart']]);
    expect(await asked('agent', { action: 'status' }, 'shop')).toEqual([['status', '--', 'shop']]);
    expect(await asked('agent', { action: 'status' })).toEqual([['status']]);
  });

  it('a pool, too, is one command line', async () => {
    expect(await asked('agent', { action: 'spawn_pool', tool: 'demo', name: 'pear', count: '2', task: 'Count.', directory: '/repo' })).toEqual([['spawn', '--name=pear', '--count=2', '--task=Count.', '--directory=/repo', '--timeout=0', '--', 'demo']]);
  });
});

describe('a call that can not be meant is answered in sentences', () => {
  it.each([
    ['mission', {}, 'mission needs an action. It is distribute, complete, fail or status.'],
    ['mission', { action: 'compleet' }, 'mission knows no action "compleet". Did you mean complete?'],
    ['mission', { action: 'distribute', name: 'x', brief: '' }, 'mission distribute needs brief. brief: what is to be done.'],
    ['mission', { action: 'complete', nmae: 'x' }, 'mission complete takes no nmae. Did you mean name?'],
    ['mission', { action: 'distribute', name: 'x', brief: 'y', priority: 'soon' }, 'priority can not be "soon". It is critical, high, normal or low.'],
    ['mission', { action: 'distribute', name: 'x', brief: 'y', retries: -1 }, 'retries can not be "-1". It is a whole number from 0.'],
    ['mission', { action: 'distribute', name: 'x', brief: 'y', after: [1] }, 'after can not be "[1]". It is a list of texts.'],
    ['agent', { action: 'toString' }, 'agent knows no action "toString". It is spawn, spawn_pool, kill, restart, health, health_all or status.'],
    ['context', { action: 'me' }, 'context knows no action "me". It is who, set, get, list, search or learn.'],
    ['message', { to: 'pm', text: '-' }, 'A text can not be a single dash. Say it in words.'],
    ['nothing', {}, 'coders has no tool nothing. It has agent, mission, message or context.'],
  ] as const)('%s %j', async (name, written, sentence) => {
    expect(await asked(name, written)).toBe(sentence);
  });

  it('what is left out may be written as null', async () => {
    expect(await asked('mission', { action: 'complete', name: null })).toEqual([['mission', '--', 'done']]);
  });
});

describe('each tool is described', () => {
  it.each(tools.map((tool) => [tool.name, tool] as const))('%s, in a schema without alternatives at its top, which models\' servers refuse', (_, tool) => {
    const { inputSchema, description } = described(tool);
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(Object.keys(inputSchema)).not.toContain('oneOf');
    for (const action of Object.keys(actionsOf(tool) ?? {})) expect(description).toContain(`\n${action}: `);
  });

  it('every parameter is taken by some action, and every action takes parameters that are described', () => {
    for (const tool of tools) {
      const actions = Object.values(actionsOf(tool) ?? (isAction(tool.does) ? { '': tool.does } : {}));
      const taken = new Set(actions.flatMap(({ needs, takes }) => [...needs, ...takes]));
      expect([...taken].sort()).toEqual(Object.keys(tool.parameters).sort());
    }
  });
});
