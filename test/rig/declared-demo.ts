import { join } from 'node:path';

export interface DeclaredDemoPlaces {
  /** The package under test: its demo agent is a program like any other here. */
  readonly package: string;
  /** Where the agent keeps its conversations. */
  readonly home: string;
}

/** The demo agent as a person describes a tool of their own: nothing here is known to coders otherwise. */
export function declaredDemo({ package: folder, home }: DeclaredDemoPlaces) {
  const [program, agent] = [process.execPath, join(folder, 'dist', 'demo.js')];
  return {
    command: [program, agent, '--session-id', '{conversation}', '--model', '{model}', '{args}', ['--', '{brief}']],
    resume: [program, agent, '--resume', '{conversation}', '--model', '{model}', '{args}', ['--', '{brief}']],
    env: { XDG_STATE_HOME: home },
    states: {
      waiting: { screen: '^ {2}(Do you .*\\?)\\n❯ 1\\. Yes$' },
      working: { title: '^(?:◆|_+) working ' },
      starting: { title: '^(?:◌|_+) starting ' },
      idle: { title: '^(?:◇|_+) idle ' },
    },
    record: { path: join(home, 'coders', 'demo', '{conversation}.jsonl'), text: 'text', where: { type: 'user' } },
    input: { box: '^› ?([^]*)\\n {2}[◌◆◇◈] (?:starting|working|idle|waiting) · ', pause: '20ms', again: '1s' },
    test: { busy: 'demo: wait-for {file}', dialog: 'demo: ask touch {file}' },
  };
}
