import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { builtInTools } from '../built-in-tools.ts';
import { keyPlace } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { namesInWords } from '../placeholders.ts';
import type { WrittenTool } from '../written.ts';
import type { Rule } from './rule.ts';

export const modelServer: Rule = {
  name: 'model-server',
  sentence: 'A tool is told of one model server at most, and only of one that it can talk to.',
  *check(draft) {
    for (const [name, tool] of Object.entries(draft.written.tools ?? {})) {
      yield* (Object.hasOwn(builtInTools, name) ? builtInFaults : declaredFaults)(name, tool, draft);
      if (tool.ollama !== undefined && tool.base_url !== undefined) {
        yield error('two-model-servers', `The tool ${quote(name)} has both a \`base_url\` and an \`ollama\`.`, { place: keyPlace(draft.root, ['tools', name, 'base_url']), hint: 'Remove one; where the Ollama is, its own `base_url` says.' });
      }
    }
  },
};

function* builtInFaults(name: string, tool: WrittenTool, { root }: Draft): Generator<Diagnostic> {
  const { hasModel, withoutOllama } = builtInTools[name]!;
  if (tool.base_url !== undefined && !hasModel) {
    yield error('unused-base-url', `The tool ${quote(name)} has a \`base_url\`, and it talks to no model that coders knows of.`, { place: keyPlace(root, ['tools', name, 'base_url']), hint: 'Remove `base_url`; a program of your own may read an address from `env`.' });
  }
  if (tool.ollama !== undefined && withoutOllama !== undefined) {
    yield error('unused-ollama', `The tool ${quote(name)} can not use an Ollama: ${withoutOllama}.`, { place: keyPlace(root, ['tools', name, 'ollama']), hint: 'The tools claude, codex and opencode can, and tools of your own that have {base_url} in their `command`.' });
  }
}

function* declaredFaults(name: string, tool: WrittenTool, { root }: Draft): Generator<Diagnostic> {
  if (tool.command === undefined || namesInWords([...tool.command, ...(tool.resume ?? [])]).includes('base_url')) return;
  for (const field of ['base_url', 'ollama'] as const) {
    if (tool[field] === undefined) continue;
    yield error(`unused-${field.replace('_', '-')}`, `The command line of ${quote(name)} has no place for the address of a model server.`, { place: keyPlace(root, ['tools', name, field]), hint: 'Add {base_url} to its `command`, or give the address in `env`.' });
  }
}
