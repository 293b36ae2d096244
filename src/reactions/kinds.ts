import type { Severity } from '../manifest/reaction.ts';

/** How grave something is, and what it is called in a line: its placeholders are those of any text about it. */
export interface EventKind {
  readonly severity: Severity;
  readonly title: string;
}

const info = (title: string): EventKind => ({ severity: 'info', title });
const warning = (title: string): EventKind => ({ severity: 'warning', title });
const error = (title: string): EventKind => ({ severity: 'error', title });

/** Everything that `on` can name. The manifest's schema lists the same names, and docs/on.md tells of them. */
export const eventKinds: Readonly<Record<string, EventKind>> = {
  'mission.failed': error('mission {mission} has failed'),
  'mission.done': info('mission {mission} is done'),
  'mission.parked': warning('mission {mission} is parked'),
  'mission.ready': info('mission {mission} can begin'),
  'mission.assigned': info('mission {mission} is given out'),
  'mission.working': info('mission {mission} is worked on'),
  'mission.verifying': info('mission {mission} is checked'),
  'mission.reviewing': info('mission {mission} is reviewed'),
  'mission.waiting': info('mission {mission} waits'),
  'mission.withdrawn': info('mission {mission} is withdrawn'),
  'member.stuck': warning('{member} is stuck'),
  'member.quarantined': error('{member} is quarantined'),
  'member.held': warning('{member} is held'),
  'member.released': info('{member} is released'),
  'member.ended': warning('the program of {member} has ended'),
  'member.restarting': info('{member} is started again'),
  'member.launched': info('{member} is started'),
  'member.ready': info('{member} is ready'),
  'member.closed': info('{member} is closed'),
  'member.woken': info('{member} is woken'),
  'member.drifted': info('{member} is otherwise than the manifest'),
  'member.unresponsive': warning('{member} gives no sign of life'),
  'member.responsive': info('{member} gives signs of life again'),
  'member.working': info('{member} works'),
  'member.idle': info('{member} is idle'),
  'member.context-nearly-full': info('the context of {member} is nearly full'),
  'member.over-memory': warning('{member} holds too much memory'),
  'limit.parked': warning('{member} is parked at a usage limit'),
  'question.open': warning('{member} asks something'),
  'merge.conflict': error('mission {mission} conflicts with {into}'),
  'merge.failed': error('mission {mission} is not merged into {into}'),
  'merge.waiting': warning('mission {mission} waits to be merged into {into}'),
  'merge.done': info('mission {mission} is merged into {into}'),
  'mission.tagged': info('mission {mission} is tagged {tag}'),
  'commit.refused': warning('a commit of {member} is sent back'),
  'work.uncommitted': info('work of {member} is not committed'),
  'checkin.told': info('{member} is checked in on'),
  'checkin.skipped': info('a check-in of {member} is skipped'),
  'checkin.answered': info('{member} has answered a check-in'),
  'checkin.unanswered': warning('{member} has not answered a check-in'),
  'mail.sent': info('{from} writes a {kind}'),
  'mail.damped': warning('{member} writes too much'),
  'message.failed': warning('a message to {member} has failed'),
  'message.held': info('a message to {member} is held back'),
  'message.acknowledged': info('a message to {member} is acknowledged'),
  'work.saved': info('work of {member} is saved'),
  'worktree.changed': info('the worktree of {member} has changed'),
  'step.failed': error('a step of the plan has failed'),
  'look.failed': error('the team can not be looked at'),
  'redis.away': error('Redis is away'),
  'redis.back': info('Redis is back'),
  'host.lost': error('the host {host} is lost'),
  'host.back': info('the host {host} is back'),
  'team.applied': info('the team is applied'),
  'team.kept': info('the team is kept'),
  'team.paused': warning('the team is paused'),
  'team.resumed': info('the team goes on'),
};

/** The graver of the two. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return order.indexOf(severity) >= order.indexOf(least);
}

const order: readonly Severity[] = ['info', 'warning', 'error'];
