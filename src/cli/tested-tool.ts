import { resolve } from 'node:path';
import { adapterFor, adapters } from '../agents/registry.ts';
import { promptsFor } from '../conformance/prompts.ts';
import type { ConformanceRequest } from '../conformance/set-up.ts';
import type { MemberSettings } from '../state/desired.ts';
import { nearest } from '../util/suggest.ts';
import { UsageError, type Invocation } from './command.ts';
import { openTeam } from './open-team.ts';

/** A tool to be tested, and what the test is to know of it. */
export type TestedTool = Pick<ConformanceRequest, 'settings' | 'prompts'>;

/** What an operand names: a tool that is built in, or the file of a team and in it the tool that it describes, or that `--tool` names. */
export async function testedTool(named: string, invocation: Invocation): Promise<TestedTool> {
  const { options } = invocation;
  if (/[./]/.test(named)) return withOptions(await toolOfFile(named, invocation), invocation);
  if (options.text('tool') !== undefined) throw new UsageError('--tool says which tool of a file is meant, and no file is named.', `For example: coders adapter test team.yaml --tool ${options.text('tool')}`);
  const settings = { tool: builtIn(named), model: 'haiku', role: 'generalist', args: [], env: {} };
  return withOptions({ settings, prompts: promptsFor(named) }, invocation);
}

function builtIn(name: string): string {
  if (name !== 'command' && adapterFor(name) !== undefined) return name;
  const tools = adapters.map(({ tool }) => tool).filter((tool) => tool !== 'command');
  const meant = nearest(name, tools);
  throw new UsageError(`coders has no adapter "${name}".`, meant === undefined ? `Its adapters are ${tools.join(', ')}; a tool of your own is named by the file that describes it.` : `Did you mean ${meant}?`);
}

/** As the first member with that tool is started, but for where it works and what it is told. */
async function toolOfFile(named: string, invocation: Invocation): Promise<TestedTool> {
  const { manifest, desired } = await openTeam(named, invocation);
  const members = desired.members.map(({ settings }) => settings);
  const tool = toolAmong(members, invocation.options.text('tool'));
  const { brief: _, directory: __, ...settings } = members.find((member) => member.tool === tool)!;
  return { settings, prompts: promptsFor(tool, manifest.tests[tool]) };
}

function toolAmong(members: readonly MemberSettings[], wanted: string | undefined): string {
  const unique = (some: readonly MemberSettings[]) => [...new Set(some.map(({ tool }) => tool))];
  const all = unique(members).filter((tool) => tool !== 'command');
  const own = unique(members.filter(({ declared }) => declared !== undefined));
  const candidates = own.length > 0 ? own : all;
  if (wanted !== undefined && all.includes(wanted)) return wanted;
  if (wanted === undefined && candidates.length === 1) return candidates[0]!;
  if (all.length === 0) throw new UsageError('No member has a tool that can be tested.', 'Give a member the tool that is to be tested.');
  throw new UsageError(wanted === undefined ? `The members have ${candidates.length} tools: ${candidates.join(', ')}.` : `No member has the tool "${wanted}".`, `Say which: --tool ${candidates[0]}`);
}

function withOptions({ settings, prompts }: TestedTool, { options, directory }: Invocation): TestedTool {
  const [folder, model, permissionMode] = [options.text('directory'), options.text('model'), options.text('permission-mode')];
  return {
    prompts,
    settings: {
      ...settings,
      ...(model === undefined ? {} : { model }),
      ...(folder === undefined ? {} : { directory: resolve(directory, folder) }),
      ...(permissionMode === undefined ? {} : { permissionMode }),
    },
  };
}
