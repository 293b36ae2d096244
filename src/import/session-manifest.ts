import { basename } from 'node:path';
import { builtInTools } from '../manifest/built-in-tools.ts';
import { repositoryAt } from '../manifest/rules/repository.ts';
import type { Draft } from './draft.ts';
import { map, plainValue, text, withVariables, words, type Field, type Value } from './manifest-text.ts';
import { distinct, nameFrom } from './names.ts';
import { writtenPath } from './paths.ts';
import type { ImportRequest } from './request.ts';
import type { Pane, Session, Variable } from './session.ts';
import { programIn, shellCommand } from './shell-lines.ts';

/** A pane as a member of a project. */
interface Seat {
  readonly name: string;
  readonly pane: Pane;
  readonly repo: string;
}

const explanation = `Each pane is a member, in a window of its own. At the end of its command stands an \`exec\`: a shell stays when all else
has ended, as it did. Without it, the supervisor starts the command again.`;

/** A session as a manifest: a project for each repository that its panes work in, a member for each pane. Undefined without panes. */
export function sessionDraft(session: Session, request: ImportRequest): Draft | undefined {
  if (session.panes.length === 0) return undefined;
  const seats = seatsOf(session.panes, request);
  const repositories = [...new Set(seats.map(({ repo }) => repo))];
  const projects = distinct(repositories.map((repo) => nameFrom(basename(repo), 'project')));
  const fields: readonly Field[] = [
    { key: 'version', value: plainValue(1) },
    { key: 'team', value: text(nameFrom(session.name, 'team')) },
    { key: 'tmux', value: tmuxOf(session, request) },
    { key: 'env', value: environmentOf(session.environment) },
    { key: 'defaults', value: map([{ key: 'tool', value: text('command') }, { key: 'worktree', value: plainValue(false) }]), apart: true },
    { key: 'projects', value: map(repositories.map((repo, index) => projectFrom(projects[index] ?? '', repo, seats, request))), apart: true },
  ];
  return { explanation, fields };
}

/** Who works outside of any repository goes with the first one that there is. */
function seatsOf(panes: readonly Pane[], { files }: ImportRequest): readonly Seat[] {
  const names = distinct(panes.map(({ name }) => nameFrom(name, 'window')));
  const found = panes.map(({ directory }) => (files.kind(directory) === 'directory' ? repositoryAt(directory, files) : undefined));
  const first = found.find((repo) => repo !== undefined) ?? panes[0]?.directory ?? '';
  return panes.map((pane, index) => ({ name: names[index] ?? pane.name, pane, repo: found[index] ?? first }));
}

function tmuxOf({ socket, config }: Session, request: ImportRequest): Value | undefined {
  if (socket === undefined && config === undefined) return undefined;
  return map([
    { key: 'socket', value: socket === undefined ? undefined : text(socket) },
    { key: 'config', value: config === undefined ? undefined : text(writtenPath(config, request)) },
  ]);
}

function environmentOf(variables: readonly Variable[]): Value | undefined {
  return variables.length === 0 ? undefined : map(variables.map(({ name, value }) => ({ key: name, value: withVariables(value) })));
}

function projectFrom(name: string, repo: string, seats: readonly Seat[], request: ImportRequest): Field {
  const engineers = seats.filter((seat) => seat.repo === repo).map((seat) => engineerFrom(seat, request));
  return { key: name, value: map([{ key: 'repo', value: text(writtenPath(repo, request)) }, { key: 'engineers', value: map(engineers) }]) };
}

function engineerFrom({ name, pane, repo }: Seat, request: ImportRequest): Field {
  return {
    key: name,
    above: adviceOn(pane),
    value: map([
      { key: 'directory', value: pane.directory === repo ? undefined : text(writtenPath(pane.directory, request)) },
      { key: 'env', value: environmentOf(pane.environment) },
      { key: 'command', value: words(pane.instead === undefined ? shellCommand(pane.lines, shellOf(request)) : ['sh', '-c', pane.instead]) },
    ]),
  };
}

/** The commands were written for the shell of whoever imports them. */
function shellOf({ env }: ImportRequest): string {
  return basename(env['SHELL'] ?? '') || 'sh';
}

/** A pane that starts an agent could be more than a command. */
function adviceOn({ lines, instead }: Pane): string | undefined {
  const program = programIn(instead ?? lines.at(-1) ?? '');
  if (program === undefined || !Object.hasOwn(builtInTools, program) || builtInTools[program]?.hasModel !== true) return undefined;
  return `${program} is an agent: with \`tool: ${program}\` instead of the command, and without \`worktree: false\`, coders\nknows what it does, can talk to it, and gives it a worktree of its own.`;
}
