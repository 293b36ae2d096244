import type { Prompts } from './subject.ts';

const commandUntil = (file: string) => `until [ -e ${file} ]; do sleep 0.2; done`;

/** What keeps a tool that has a model busy: it needs leave to run that command. */
const models: Prompts = { busy: (file) => `Run this one command in your shell, wait for its end however long it takes, and answer with OK:\n${commandUntil(file)}` };

const ofTool: Readonly<Record<string, Prompts>> = {
  demo: { busy: (file) => `demo: wait-for ${file}`, dialog: (file) => `demo: ask touch ${file}` },
};

/** What brings an agent of a built-in tool into the states that are tested. */
export function promptsFor(tool: string): Prompts {
  return ofTool[tool] ?? models;
}
