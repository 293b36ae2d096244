import { capitalized } from '../diagnostics/words.ts';
import { actionsOf, isAction, type Action, type Parameter, type Tool } from './tool.ts';

/** A tool as MCP describes it to a model. */
export interface DescribedTool {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly type: 'object'; readonly properties: Record<string, object>; readonly required: string[]; readonly additionalProperties: false };
}

/** Models' servers take no alternatives at the top of a schema, so what each action needs is said in words. */
export function described(tool: Tool): DescribedTool {
  const actions = actionsOf(tool);
  return {
    name: tool.name,
    description: [tool.summary, ...Object.entries(actions ?? {}).map(actionLine)].join('\n'),
    inputSchema: {
      type: 'object',
      properties: {
        ...(actions === undefined ? {} : { action: { type: 'string', enum: Object.keys(actions), description: tool.usual === undefined ? 'What to do.' : `What to do; ${tool.usual} unless given.` } }),
        ...Object.fromEntries(Object.entries(tool.parameters).map(([name, parameter]) => [name, parameterSchema(parameter)])),
      },
      required: isAction(tool.does) ? [...tool.does.needs] : tool.usual === undefined ? ['action'] : [],
      additionalProperties: false,
    },
  };
}

function actionLine([name, { summary, needs, takes }]: [string, Action]): string {
  const wants = [...needs, ...takes.map((one) => `[${one}]`)];
  return `${name}: ${summary}.${wants.length === 0 ? '' : ` Takes ${wants.join(', ')}.`}`;
}

const types: Readonly<Record<Parameter['kind'], object>> = {
  text: { type: 'string' },
  choice: { type: 'string' },
  several: { type: 'array', items: { type: 'string' } },
  number: { type: 'integer', minimum: 0 },
  'yes-or-no': { type: 'boolean' },
};

function parameterSchema({ kind, words, about }: Parameter): object {
  return { ...types[kind], ...(words === undefined ? {} : { enum: words }), description: `${capitalized(about)}.` };
}
