import type { ToolTest } from '../manifest/manifest.ts';
import type { Prompts } from './subject.ts';

const commandUntil = (file: string) => `until [ -e ${file} ]; do sleep 0.2; done`;

/** What keeps a tool that has a model busy: it needs leave to run that command. */
const models: Prompts = { busy: (file) => `Run this one command in your shell, wait for its end however long it takes, and answer with OK:\n${commandUntil(file)}` };

const ofTool: Readonly<Record<string, Prompts>> = {
  demo: { busy: (file) => `demo: wait-for ${file}`, dialog: (file) => `demo: ask touch ${file}` },
};

/** What brings an agent of a tool into the states that are tested: as the manifest says, else as is known of the tool. */
export function promptsFor(tool: string, { busy, dialog }: ToolTest = {}): Prompts {
  return {
    ...(ofTool[tool] ?? models),
    ...(busy === undefined ? {} : { busy: (file) => busy.replaceAll('{file}', file) }),
    ...(dialog === undefined ? {} : { dialog: (file) => dialog.replaceAll('{file}', file) }),
  };
}
