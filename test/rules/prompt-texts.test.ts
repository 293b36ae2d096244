import { describe, expect, it } from 'vitest';
import { promptTexts } from '../../src/manifest/rules/prompt-texts.ts';
import { load, shop, told } from '../manifest/memory-world.ts';
import { heads } from './one-checkin.ts';

const team = (prompts: string): string => `${shop('pm: {}\n')}orchestrator:\nprompts: {${prompts}}\n`;
const files = (text: string) => ({ '/work/teams/own.md': text });

describe(promptTexts.sentence, () => {
  it('one that has it all is taken as it is written', () => {
    const { manifest, diagnostics } = load(team('stop: own.md'), { files: files('Leave {mission} alone: {because}.\n') });
    expect(diagnostics).toEqual([]);
    expect(manifest?.prompts).toEqual({ stop: 'Leave {mission} alone: {because}.' });
    expect(load(shop('pm: {}\n')).manifest).not.toHaveProperty('prompts');
  });

  it('a name of no prompt is told of, with the one that is meant', () => {
    expect(heads(team('missoin: own.md'), files('Do it.'))).toMatchInlineSnapshot(`
      [
        "error[bad-prompt-of-the-runner]: "missoin" is not a prompt of the runner.",
        "help: Did you mean "mission"?",
      ]
    `);
  });

  it.each(['prompts:\n', 'prompts: []\n', 'prompts: {stop: 5}\n', 'prompts: {stop:}\n'])('no list of files, as %j, is told of once', (prompts) => {
    expect(heads(`${shop('pm: {}\n')}orchestrator:\n${prompts}`).filter((line) => line.startsWith('error'))).toHaveLength(1);
  });

  it('so is a file that is not there', () => {
    expect(told(team('question: other.md'))).toMatchInlineSnapshot(`
      "error[missing-file]: The prompt "other.md" does not exist.
       --> team.yaml:8:21
        |
      8 | prompts: {question: other.md}
        |                     ^^^^^^^^
      help: It is looked for at /work/teams/other.md."
    `);
  });

  it('what has to stand in it, and does not, and what nothing stands for', () => {
    expect(heads(team('checkin: own.md'), files('Hello. {facts} {stuff}'))).toMatchInlineSnapshot(`
      [
        "error[prompt-without-placeholder]: The prompt "checkin" does not say where {note} goes.",
        "help: Put {note} into the file. Known are {checkin}, {due}, {late}, {role}, {note} and {facts}.",
        "warning[unknown-placeholder]: Nothing stands for "{stuff}": it is told as it is.",
        "help: Known are {checkin}, {due}, {late}, {role}, {note} and {facts}. In double braces, {{stuff}}, it stands for itself.",
      ]
    `);
    expect(told(team('mission: own.md'), { files: files('Do {missoin}.') })).toMatchInlineSnapshot(`
      "error[prompt-without-placeholder]: The prompt "mission" does not say where {mission} and {brief} go.
       --> team.yaml:8:20
        |
      8 | prompts: {mission: own.md}
        |                    ^^^^^^
      help: Put {mission} and {brief} into the file. Known are {mission}, {try}, {time}, {brief}, {files}, {foundation}, {knowledge}, {by}, {and_go_on}, {because}, {checks} and {answer}.

      warning[unknown-placeholder]: Nothing stands for "{missoin}": it is told as it is.
       --> team.yaml:8:20
        |
      8 | prompts: {mission: own.md}
        |                    ^^^^^^
      help: Did you mean {mission}? In double braces, {{missoin}}, it stands for itself."
    `);
    expect(heads(team('wake_up: own.md'), files('Good morning, {name}.'))).toMatchInlineSnapshot(`
      [
        "warning[unknown-placeholder]: Nothing stands for "{name}": it is told as it is.",
        "help: In double braces, {{name}}, it stands for itself.",
      ]
    `);
  });

  it('one that says nothing, that says too much, or that an agent takes for a command', () => {
    expect(heads(team('wake_up: own.md'), files('\n'))).toMatchInlineSnapshot(`
      [
        "error[empty-prompt]: The prompt "wake_up" says nothing.",
        "help: Begin with the text that ships with coders: templates/prompts/wake_up.md.",
      ]
    `);
    expect(heads(team('wake_up: own.md'), files('é'.repeat(2001)))).toMatchInlineSnapshot(`
      [
        "error[long-prompt]: The prompt "wake_up" has 4002 bytes, and 4000 are the most.",
        "help: It is read each time that it is sent. What is longer stands well in a role, a brief or a file that the prompt names.",
      ]
    `);
    expect(heads(team('wake_up: own.md'), files('é'.repeat(2000)))).toEqual([]);
    expect(heads(team('wake_up: own.md'), files('Good \u001bmorning.'))).toMatchInlineSnapshot(`
      [
        "error[control-character]: The prompt "wake_up" holds the control character U+001B.",
        "help: Remove it: only line ends and tabs can be passed on.",
      ]
    `);
    expect(heads(team('wake_up: own.md'), files('\n/compact\n'))).toMatchInlineSnapshot(`
      [
        "error[prompt-like-command]: The prompt "wake_up" begins with "/", which agents take for a command of their own.",
        "help: Let it begin with a word.",
      ]
    `);
  });
});
