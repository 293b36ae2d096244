import type { Adapter, LaunchRequest } from './adapter.ts';

/**
 * Any program of the person's own in an agent's place. It is run as written and told its brief, if it has one, in
 * `CODERS_BRIEF`: an extra argument would change what the person typed. It cannot be resumed, and does not say what it does.
 */
export const command: Adapter = {
  tool: 'command',
  program: '',
  models: {},
  resumes: false,
  inherits: [],
  launch: ({ settings }: LaunchRequest) => ({
    argv: settings.command ?? [],
    env: settings.brief === '' ? settings.env : { CODERS_BRIEF: settings.brief, ...settings.env },
    // An agent that applies a team of its own passes its brief on to nobody.
    unset: settings.brief === '' ? ['CODERS_BRIEF'] : [],
  }),
  looksAt: () => ({}),
  readsScreen: 'never',
  evidence: () => [],
};
