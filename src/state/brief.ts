import type { CommitRules } from '../manifest/discipline.ts';
import { bounded, inlined } from '../manifest/inlined-text.ts';
import type { Manifest, Member, Project, Seat } from '../manifest/manifest.ts';
import { runsElsewhere } from '../manifest/sharing.ts';
import { formatDuration } from '../util/duration.ts';
import { addressOf, seatOf } from './address.ts';

/** The whole first prompt of an agent. For a `command` member it is the person's own text and nothing else, or empty. */
export function briefFor(member: Member, project: Project | undefined, manifest: Manifest): string {
  if (member.tool === 'command') return passable(member.brief ?? '');
  // The inlined files stand last: where a prompt has to be cut, only text that has a path is lost.
  const sections = [
    introduction(member, manifest),
    section(roleTitle, bounded(member.role.text, manifest.file)),
    section(askedTitle, bounded(member.brief ?? '', manifest.file)),
    section('Where you work', workplace(member)),
    section('Tests', testing(project?.test ?? '')),
    section('Commits', member.worktree === undefined ? '' : commitRules(project?.commits)),
    section('Your team', [...colleagues(member, project, manifest), talking].join('\n')),
    section('The spec', inlined('spec', project?.spec)),
    section('The PRD', inlined('prd', project?.prd)),
  ];
  return passable(sections.filter((text) => text !== '').join('\n\n'));
}

const roleTitle = 'Your role';
const askedTitle = 'What you are asked to do';

/** What a prompt asks for: of a brief, which says much else first, the part that a person wrote. */
export function askedIn(prompt: string): string {
  const heading = `\n## ${askedTitle}\n\n`;
  const at = prompt.indexOf(heading);
  return at < 0 ? prompt : prompt.slice(at + heading.length);
}

/** Who a member is, which a brief says first: what is left to say where a conversation was cut short. */
export function positionIn(brief: string): string {
  return (brief.split('\n## ', 1)[0] ?? '').trim();
}

/** What its role asks of a member, as its brief says it. */
export function roleIn(brief: string): string {
  const sections = brief.split('\n## ');
  const heading = `${roleTitle}\n`;
  return sections.find((text) => text.startsWith(heading))?.slice(heading.length).trim() ?? '';
}

// The first sentence also keeps a prompt from beginning with `!`, `/`, `#` or `-`, which agents take for a command.
function introduction(member: Member, manifest: Manifest): string {
  return `You are ${position(member)} in the team "${manifest.team}". Your address is ${addressOf('member', seatOf(member))}.
The team is run by \`coders\`; a person reads what you did when they come back.

${duties[member.seat]}`;
}

// What a seat is for, whatever the role of the one who sits in it.
const duties: Readonly<Record<Seat, string>> = {
  orchestrator: 'You answer for the whole team: see that each project has a goal it can reach, and decide what its PM cannot.',
  pm: 'You answer for this project: cut the work into pieces, hold what the engineers commit against the spec, and decide what blocks them.',
  engineer: 'You do the work that you are given, and say when it is done or what it is waiting for.',
};

function position(member: Member): string {
  const role = `with the role ${member.role.name}`;
  if (member.seat === 'orchestrator') return `the orchestrator, ${role},`;
  if (member.seat === 'pm') return `the project manager (PM) of "${member.project}", ${role},`;
  return `${member.name}, an engineer on "${member.project}" ${role},`;
}

function section(title: string, text: string): string {
  return text.trim() === '' ? '' : `## ${title}\n\n${text.trim()}`;
}

// The same for everybody: who may be written to is said where it is refused, so that no change of it is drift.
const talking = `- Write to others: coders message send NAME "…" (--type question, handoff, insight, …). Answer: coders message reply ID "…". What came: coders inbox.
- What all should know: coders learn "…", or coders context set KEY "…"; look first: coders context search WORD. Where coders is not found, the server "coders" has the tools "message" and "context".`;

/**
 * Whom it reports to and who reports to it, and nobody else: everyone named here is part of the brief, and a changed
 * brief is drift. So a new engineer changes what the PM is told and nothing for the engineers at work.
 */
function colleagues(member: Member, project: Project | undefined, manifest: Manifest): string[] {
  const superior = superiorOf(member, project, manifest);
  const reports = everyone(manifest).filter(
    ([other, home]) => other !== member && superiorOf(other, home, manifest) === member,
  );
  return [
    ...(superior === undefined ? [] : [`- You report to ${described(superior)}.`]),
    ...reports.map(([other]) => `- ${described(other)} reports to you and works ${runsElsewhere(other, member.host) ? `on the host ${other.host}` : `in ${other.directory}`}.`),
  ];
}

function superiorOf(member: Member, project: Project | undefined, manifest: Manifest): Member | undefined {
  if (member.seat === 'orchestrator') return undefined;
  const manager = project?.members.find((other) => other.seat === 'pm');
  return member.seat === 'engineer' && manager !== undefined ? manager : manifest.orchestrator;
}

function everyone(manifest: Manifest): [Member, Project | undefined][] {
  return manifest.projects.flatMap((project) => project.members.map((member): [Member, Project] => [member, project]));
}

function described(member: Member): string {
  if (member.seat === 'orchestrator') return `the orchestrator (${member.role.name})`;
  return `${seatOf(member)} (${member.seat === 'pm' ? 'PM' : 'engineer'}, ${member.role.name})`;
}

function workplace(member: Member): string {
  const others = 'Work only there: every other checkout belongs to another member or to a person.';
  if (member.worktree === undefined) return `Your directory is ${member.directory}.\n${others}`;
  return `Your directory is ${member.directory}, a git worktree of your own on the branch ${member.worktree.branch}.
${others} Commit to that branch only, and never switch to another.`;
}

function testing(command: string): string {
  return command.trim() === '' ? '' : `\`${command.trim()}\` runs the project's tests. Run them before every commit.`;
}

/** What the runner holds a member to is told first. */
function commitRules(rules: CommitRules | undefined): string {
  if (rules === undefined) return '';
  const { everyMs, maxFiles, requireTests, message } = rules;
  return [
    ...(everyMs === undefined ? [] : [`- Commit at least every ${formatDuration(everyMs)} while you change anything.`]),
    ...(maxFiles === undefined ? [] : [`- One commit changes at most ${maxFiles} ${maxFiles === 1 ? 'file' : 'files'}.`]),
    ...(requireTests ? ['- The tests succeed at each commit that you leave.'] : []),
    ...(message === undefined ? [] : [`- The first line of a commit's message matches ${message}`]),
  ].join('\n');
}

// No argument and no environment variable of a process can hold a NUL.
function passable(text: string): string {
  return text.replaceAll('\0', '\u{fffd}');
}
