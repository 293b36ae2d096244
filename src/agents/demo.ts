import { sessionFile } from '../demo/session-file.ts';
import { stateIn } from '../demo/title.ts';
import type { Evidence } from '../state/evidence.ts';
import type { Adapter, LaunchRequest } from './adapter.ts';

/** The agent that ships with the package: an interactive program without a model, an account or a network. */
export const demo: Adapter = {
  tool: 'demo',
  program: 'node',
  models: {},
  resumes: true,
  inherits: ['CODERS_DEMO_HOME', 'XDG_STATE_HOME'],
  launch: (request) => ({ argv: argvFor(request), env: request.settings.env, unset: [] }),
  conversationFile: sessionFile,
  looksAt: () => ({}),
  readsScreen: 'never',
  evidence: ({ title }) => [{ source: 'title', ...readTitle(title) }],
};

function argvFor({ settings, conversation, start, packageDirectory }: LaunchRequest): readonly string[] {
  const brief = start.mode === 'new' ? settings.brief : start.brief;
  return [
    settings.binary ?? demo.program,
    `${packageDirectory}/demo.js`,
    start.mode === 'new' ? '--session-id' : '--resume',
    conversation,
    '--model',
    settings.model,
    ...settings.args,
    // A brief may begin with a dash.
    ...(brief === undefined || brief === '' ? [] : ['--', brief]),
  ];
}

/** It sets its title when it is ready to be typed to; until then tmux shows the machine's name. */
function readTitle(title: string): Pick<Evidence, 'rule' | 'reading'> {
  const state = stateIn(title);
  if (state === undefined) return { rule: 'no title of its own yet', reading: { status: 'starting' } };
  return { rule: 'its title names the state', reading: state === 'waiting' ? { status: state, for: { kind: 'other' } } : { status: state } };
}
