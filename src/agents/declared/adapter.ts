import { declaredStates, type DeclaredRecord, type DeclaredTool, type StateLook } from '../../manifest/declared-tool.ts';
import { filledIn, namesInWords, type PlaceholderValues } from '../../manifest/placeholders.ts';
import type { Evidence, Reading } from '../../state/evidence.ts';
import type { Adapter, Launch, LaunchRequest, Seen } from '../adapter.ts';
import { declaredDelivery } from './delivery.ts';
import { recordPath } from './record.ts';
import { promptArgument } from '../prompt-argument.ts';

/** The adapter of a tool that the manifest describes: it knows what is written there, and nothing else. */
export function declared(tool: string, declaration: DeclaredTool): Adapter {
  const { command, resume, states, record, input } = declaration;
  const [program = ''] = command.flat();
  const looks = Object.values(states);
  return {
    tool,
    program,
    models: {},
    resumes: resume !== undefined && record !== undefined,
    inherits: [],
    launch: (request) => launch(request, declaration),
    ...(record === undefined ? {} : { conversationFile: conversationIn(record) }),
    looksAt: () => ({}),
    readsScreen: looks.some(({ screen }) => screen !== undefined) ? 'always' : 'never',
    evidence: (seen) => evidence(seen, states),
    ...(input === undefined ? {} : { delivery: declaredDelivery(input, record) }),
  };
}

function conversationIn(record: DeclaredRecord): NonNullable<Adapter['conversationFile']> {
  return (conversation, _environment, directory = '') => recordPath(record, { conversation, directory });
}

function launch({ settings, conversation, start }: LaunchRequest, { command, resume }: DeclaredTool): Launch {
  const words = start.mode === 'new' ? command : (resume ?? command);
  const brief = (start.mode === 'new' ? settings.brief : start.brief) ?? '';
  const [program = '', ...rest] = filledIn(words, { ...valuesOf(settings), conversation, ...(brief === '' ? {} : { brief: promptArgument(brief) }) }, settings.args);
  // As for any program of the person's own: what its command line does not take stands beside it.
  const isBeside = brief !== '' && !namesInWords(words).includes('brief');
  const env = isBeside ? { CODERS_BRIEF: brief, ...settings.env } : settings.env;
  return { argv: [settings.binary ?? program, ...rest], env, unset: isBeside ? [] : ['CODERS_BRIEF'] };
}

function valuesOf({ model, directory, baseUrl, permissionMode }: LaunchRequest['settings']): PlaceholderValues {
  return {
    model,
    directory,
    ...(baseUrl === undefined ? {} : { base_url: baseUrl }),
    ...(permissionMode === undefined ? {} : { permission_mode: permissionMode }),
  };
}

/** The first state that what was seen looks like. */
function evidence(seen: Seen, states: DeclaredTool['states']): Evidence[] {
  for (const state of declaredStates) {
    const look = states[state];
    const found = look === undefined ? undefined : fits(look, seen);
    if (found === undefined) continue;
    const source = look?.screen === undefined ? 'title' : 'screen';
    return [{ source, rule: `its ${source} looks as the manifest says for ${state}`, reading: readingOf(state, found.group) }];
  }
  return [];
}

/** Undefined where it does not fit; the first group is the screen's, or else the title's. */
function fits({ title, screen }: StateLook, seen: Seen): { readonly group?: string } | undefined {
  const inTitle = title === undefined ? [] : expression(title).exec(seen.title);
  const inScreen = screen === undefined ? [] : seen.screen === undefined ? null : expression(screen).exec(seen.screen.map((line) => line.trimEnd()).join('\n'));
  if (inTitle === null || inScreen === null) return undefined;
  const group = (inScreen[1] ?? inTitle[1])?.trim();
  return group === undefined || group === '' ? {} : { group };
}

function expression(source: string): RegExp {
  return new RegExp(source, 'mu');
}

function readingOf(state: (typeof declaredStates)[number], text: string | undefined): Reading {
  return state === 'waiting' ? { status: state, for: { kind: 'other', ...(text === undefined ? {} : { text }) } } : { status: state };
}
