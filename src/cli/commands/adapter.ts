import { join } from 'node:path';
import { testTool } from '../../conformance/set-up.ts';
import type { CheckResult } from '../../conformance/subject.ts';
import { durationMs } from '../../util/duration.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { checkText, conformanceJson, conformanceSummary } from '../reporters/conformance.ts';
import { testedTool, type TestedTool } from '../tested-tool.ts';

export const command: Command = {
  name: 'adapter',
  summary: 'test whether a tool does all that coders expects of it',
  operands: 'test TOOL|FILE',
  mostOperands: 2,
  details: 'Starts a real agent of the tool in a tmux server of its own, and checks it: launch, delivery of every kind of text, while it\nworks and before a dialog, interrupt, resume, kill -9 and exit. It uses your login and your model for about two dozen\nsmall prompts. A tool of your own is tested as the members of a team FILE are started with it.\nExit code 0: conforms; 1: something failed.',
  options: {
    tool: { summary: 'of a FILE: which of its tools; the one that it describes unless given', value: 'TOOL' },
    directory: { summary: 'where the agent works; a new repository unless given. Some tools need one that you trust', value: 'DIR' },
    model: { summary: 'the model tier or id (haiku, or as in the FILE)', value: 'MODEL' },
    'permission-mode': { summary: 'the tool\'s permission mode; it must allow a shell command for the checks of a busy agent', value: 'MODE' },
    timeout: { summary: 'how long any one thing may take (60s)', value: 'DURATION' },
    yes: { summary: 'do not ask before your model is used', short: 'y' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders adapter test demo', does: 'the agent that ships with coders' },
    { line: 'coders adapter test team.yaml', does: 'the tool that this file describes' },
    { line: 'coders adapter test claude --directory ~/code/shop --permission-mode bypassPermissions', does: 'your own Claude Code, in a folder that it trusts' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { operands: [verb, named], options, terminal } = invocation;
  if (verb !== 'test' || named === undefined) throw new UsageError('coders adapter needs the word test and a tool or a file.', 'For example: coders adapter test demo');
  const tested = await testedTool(named, invocation);
  const { tool } = tested.settings;
  await agree(tool, invocation);
  const results = await testOne(tested, invocation);
  if (options.has('json')) terminal.data(JSON.stringify(conformanceJson(tool, results), null, 2));
  else terminal.out(`\n${conformanceSummary(tool, results, terminal.color)}`);
  return results.some(({ state }) => state === 'failed') ? exits.hostFailed : exits.success;
}

async function testOne(tested: TestedTool, { options, terminal, environment, packageDirectory }: Invocation): Promise<readonly CheckResult[]> {
  const ending = new AbortController();
  const end = () => ending.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  const results = await testTool({
    ...tested,
    patienceMs: patienceFrom(options.text('timeout') ?? '60s'),
    environment,
    packageDirectory: join(packageDirectory, 'dist'),
    onResult: (result) => {
      if (!options.has('json')) terminal.out(checkText(result, terminal.color));
    },
    signal: ending.signal,
  });
  if (ending.signal.aborted) throw new UsageError('The test was ended early; nothing of it runs any more.');
  return results;
}

/** The agent that ships with the package costs nobody anything. */
async function agree(tool: string, { terminal, options }: Invocation): Promise<void> {
  if (tool === 'demo' || options.has('yes')) return;
  if (!terminal.interactive) throw new UsageError(`The test uses your ${tool} login and its model, and nobody can be asked.`, 'Say --yes.');
  const answer = await terminal.ask(`This gives ${tool} about two dozen small prompts, with your login and model. Go on? (yes/no) `);
  if (answer?.trim() !== 'yes') throw new UsageError('Nothing was tested.');
}

function patienceFrom(text: string): number {
  const milliseconds = durationMs(text);
  if (milliseconds === undefined) throw new UsageError(`"${text}" is no duration.`, 'Write one as 90s or 5m.');
  return milliseconds;
}
