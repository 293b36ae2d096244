import checkin from '../../templates/prompts/checkin.md';
import unanswered from '../../templates/prompts/unanswered.md';
import mission from '../../templates/prompts/mission.md';
import missionAnswer from '../../templates/prompts/mission_answer.md';
import review from '../../templates/prompts/review.md';
import reviewAnswer from '../../templates/prompts/review_answer.md';
import question from '../../templates/prompts/question.md';
import stop from '../../templates/prompts/stop.md';
import escalation from '../../templates/prompts/escalation.md';
import mergeConflict from '../../templates/prompts/merge_conflict.md';
import mergeFailure from '../../templates/prompts/merge_failure.md';
import message from '../../templates/prompts/message.md';
import longMessage from '../../templates/prompts/long_message.md';
import uncommitted from '../../templates/prompts/uncommitted.md';
import faults from '../../templates/prompts/faults.md';
import tests from '../../templates/prompts/tests.md';
import stuck from '../../templates/prompts/stuck.md';
import stuckMember from '../../templates/prompts/stuck_member.md';
import wakeUp from '../../templates/prompts/wake_up.md';
import interrupted from '../../templates/prompts/interrupted.md';
import role from '../../templates/prompts/role.md';
import handoverNote from '../../templates/prompts/handover_note.md';
import handover from '../../templates/prompts/handover.md';
import handoverWithoutNote from '../../templates/prompts/handover_without_note.md';
import newBrief from '../../templates/prompts/new_brief.md';
import knowledge from '../../templates/prompts/knowledge.md';
import knowledgeLeftOut from '../../templates/prompts/knowledge_left_out.md';

/** One of the prompts that the runner itself sends. */
export interface PromptKind<Placeholder extends string = string> {
  /** What is told where a person has written no other: templates/prompts/NAME.md. */
  readonly text: string;
  /** What may stand in braces in it. */
  readonly placeholders: readonly Placeholder[];
  /** What has to: without it, nobody would know what is meant. */
  readonly needs: readonly Placeholder[];
}

/** All of them, by what the manifest calls them. docs/prompts.md says when each is sent. */
export const promptKinds = {
  checkin: kind(checkin, ['checkin', 'due', 'late', 'role', 'note', 'facts'], ['note']),
  unanswered: kind(unanswered, ['member', 'checkin', 'due', 'within'], ['member']),
  mission: kind(mission, ['mission', 'try', 'time', 'brief', 'files', 'foundation', 'knowledge', 'by', 'and_go_on', 'because', 'checks', 'answer'], ['mission', 'brief']),
  mission_answer: kind(missionAnswer),
  review: kind(review, ['by', 'mission', 'in_commit', 'command', 'brief', 'checks'], ['mission', 'brief']),
  review_answer: kind(reviewAnswer, ['mission']),
  question: kind(question, ['mission'], ['mission']),
  stop: kind(stop, ['mission', 'because'], ['mission']),
  escalation: kind(escalation, ['mission', 'by', 'because'], ['mission']),
  merge_conflict: kind(mergeConflict, ['mission', 'branch', 'because', 'commit', 'then'], ['mission', 'commit']),
  merge_failure: kind(mergeFailure, ['mission', 'branch', 'because', 'commit', 'then'], ['mission', 'commit']),
  message: kind(message, ['message', 'from', 'about', 'text', 'answer'], ['from', 'text']),
  long_message: kind(longMessage, ['message', 'from', 'about', 'bytes', 'beginning', 'file', 'answer'], ['message', 'from']),
  uncommitted: kind(uncommitted, ['time']),
  faults: kind(faults, ['commits', 'do', 'faults', 'them'], ['faults']),
  tests: kind(tests, ['commit', 'command', 'output'], ['commit']),
  stuck: kind(stuck, ['time']),
  stuck_member: kind(stuckMember, ['member', 'time'], ['member']),
  wake_up: kind(wakeUp),
  interrupted: kind(interrupted),
  role: kind(role, ['who', 'role'], ['who']),
  handover_note: kind(handoverNote),
  handover: kind(handover, ['note', 'commits'], ['note']),
  handover_without_note: kind(handoverWithoutNote, ['commits']),
  new_brief: kind(newBrief, ['brief'], ['brief']),
  knowledge: kind(knowledge, ['entries', 'left_out'], ['entries']),
  knowledge_left_out: kind(knowledgeLeftOut, ['left_out']),
} as const;

export type PromptName = keyof typeof promptKinds;

export const promptNames = Object.keys(promptKinds) as readonly PromptName[];

/** What a person has written in place of them; the others are as they ship. */
export type PromptTexts = Readonly<Partial<Record<PromptName, string>>>;

/** What stands in the braces of one. */
export type PromptValues<Name extends PromptName> = Readonly<Record<(typeof promptKinds)[Name]['placeholders'][number], string>>;

/** Those that a manifest names a file for, each with the place of that. */
export function promptFields(written: Readonly<Partial<Record<PromptName, string>>> = {}): readonly (readonly [PromptName, readonly string[]])[] {
  return promptNames.filter((name) => written[name] !== undefined).map((name) => [name, ['prompts', name]]);
}

/** The most that a text in place of one takes, in bytes. Its placeholders have bounds of their own. */
export const promptTextBytes = 4000;

function kind<const Placeholder extends string = never>(text: string, placeholders: readonly Placeholder[] = [], needs: readonly NoInfer<Placeholder>[] = []): PromptKind<Placeholder> {
  return { text: text.trim(), placeholders, needs };
}
