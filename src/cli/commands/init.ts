import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kind, readText } from '../../host/files.ts';
import { nearest } from '../../util/suggest.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import type { TemplateParam } from '../template-text.ts';

export const command: Command = {
  name: 'init',
  summary: 'write a commented team.yaml to start from',
  operands: '[FILE]',
  details: 'FILE is team.yaml unless named; a file that exists is never overwritten. Templates: solo, pair, three-tier, overnight.',
  options: {
    template: { summary: 'which team to start from (pair)', value: 'NAME' },
    param: { summary: 'a value that the template asks for; may be given again', value: 'KEY=VALUE', multiple: true },
    list: { summary: 'list the templates and what they ask for' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders init', does: 'a team of two for the repository here' },
    { line: 'coders init --template three-tier --param team=shop --param repo=../shop', does: 'an orchestrator, a PM and engineers' },
    { line: 'coders init --list', does: 'what there is to choose from' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { options, operands, terminal, directory, packageDirectory } = invocation;
  const templates = join(packageDirectory, 'templates');
  if (options.has('list')) return list(templates, invocation);
  const { fillTemplate, templateParams } = await import('../template-text.ts'); // late: it brings all of YAML
  const template = options.text('template') ?? 'pair';
  const text = templateText(template, templates);
  const values = valuesFor(templateParams(text), options.texts('param'));
  const file = resolve(directory, operands[0] ?? 'team.yaml');
  if (kind(file) !== undefined) throw new UsageError(`${file} exists already, and coders init overwrites nothing.`, 'Name another file: coders init other.yaml.');
  writeFileSync(file, fillTemplate(text, values), { flag: 'wx' });
  const params = Object.fromEntries(values);
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, file, template, params }, null, 2));
  else terminal.out(`Wrote ${file} from the template ${template}. Read it, change it, then: coders plan`);
  return exits.success;
}

function names(templates: string): string[] {
  return readdirSync(templates).filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -5)).sort();
}

function templateText(template: string, templates: string): string {
  const text = /^[\w-]+$/.test(template) ? readText(join(templates, `${template}.yaml`)) : undefined;
  if (text !== undefined) return text;
  const known = names(templates);
  const meant = nearest(template, known);
  throw new UsageError(`There is no template "${template}".`, meant === undefined ? `Templates are ${known.join(', ')}.` : `Did you mean ${meant}?`);
}

function valuesFor(params: readonly TemplateParam[], given: readonly string[]): Map<string, string> {
  const values = new Map(params.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]])));
  for (const text of given) {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(text) ?? [];
    if (!params.some((param) => param.name === name)) throw unknownParam(text, name, params);
    values.set(name, value);
  }
  const missing = params.find(({ name }) => !values.has(name));
  if (missing !== undefined) throw new UsageError(`The template needs a value for ${missing.name}: ${missing.description}`, `Give it: --param ${missing.name}=VALUE.`);
  return values;
}

function unknownParam(text: string, name: string, params: readonly TemplateParam[]): UsageError {
  const known = params.map((param) => param.name);
  if (name === '') return new UsageError(`"${text}" is no KEY=VALUE.`, `Keys are ${known.join(', ')}.`);
  const meant = nearest(name, known);
  return new UsageError(`The template has no param "${name}".`, meant === undefined ? `Its params are ${known.join(', ')}.` : `Did you mean ${meant}?`);
}

async function list(templates: string, { options, terminal }: Invocation): Promise<number> {
  const { templateParams } = await import('../template-text.ts');
  const all = names(templates).map((name) => ({ name, params: templateParams(readText(join(templates, `${name}.yaml`)) ?? '') }));
  if (options.has('json')) {
    terminal.data(JSON.stringify({ version: 1, templates: all }, null, 2));
    return exits.success;
  }
  for (const { name, params } of all) {
    terminal.out([name, ...params.map((param) => `  ${param.name}: ${param.description}${param.default === undefined ? '' : ` (${param.default})`}`)].join('\n'));
  }
  return exits.success;
}
