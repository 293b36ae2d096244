import { agentsLimit } from './agents-limit.ts';
import { backoffOrder } from './backoff-order.ts';
import { branchName } from './branch-name.ts';
import { checkinEscalation } from './checkin-escalation.ts';
import { checkinNames } from './checkin-names.ts';
import { checkinNote } from './checkin-note.ts';
import { checkinPlaceholders } from './checkin-placeholders.ts';
import { checkinTakers } from './checkin-takers.ts';
import { checkinTrigger } from './checkin-trigger.ts';
import { checkinWindow } from './checkin-window.ts';
import { commandTool } from './command-tool.ts';
import { commitMessage } from './commit-message.ts';
import { controlCharacters } from './control-characters.ts';
import { copiesApart } from './copies-apart.ts';
import { declaredCommands } from './declared-commands.ts';
import { declaredLooks } from './declared-looks.ts';
import { declaredRecord } from './declared-record.ts';
import { cronExpression } from './cron-expression.ts';
import { directoryExists } from './directory-exists.ts';
import { directoryOrWorktree } from './directory-or-worktree.ts';
import { engineerNames } from './engineer-names.ts';
import { filesExist } from './files-exist.ts';
import { homeKnown } from './home-known.ts';
import { hostsApart } from './hosts-apart.ts';
import { hostsShare } from './hosts-share.ts';
import { knownHost } from './known-host.ts';
import { knownRole } from './known-role.ts';
import { knownTool } from './known-tool.ts';
import { mergeBranch } from './merge-branch.ts';
import { missionAcceptance } from './mission-acceptance.ts';
import { missionAfter } from './mission-after.ts';
import { missionCycle } from './mission-cycle.ts';
import { missionHandoff } from './mission-handoff.ts';
import { missionModel } from './mission-model.ts';
import { missionOnce } from './mission-once.ts';
import { missionReview } from './mission-review.ts';
import { missionRole } from './mission-role.ts';
import { missionTakers } from './mission-takers.ts';
import { missionTo } from './mission-to.ts';
import { missionWork } from './mission-work.ts';
import { modelServer } from './model-server.ts';
import { permissionMode } from './permission-mode.ts';
import { permissionRules } from './permission-rules.ts';
import { permissionsKept } from './permissions-kept.ts';
import { notifyWay } from './notify-way.ts';
import { oneBranch } from './one-branch.ts';
import { oneBrief } from './one-brief.ts';
import { oneDirectory } from './one-directory.ts';
import { promptTexts } from './prompt-texts.ts';
import { quietHours } from './quiet-hours.ts';
import { reactionNames } from './reaction-names.ts';
import { reactionPlaceholders } from './reaction-placeholders.ts';
import { reactionSteps } from './reaction-steps.ts';
import { redisAddress } from './redis-address.ts';
import { repository } from './repository.ts';
import { reservedVariables } from './reserved-variables.ts';
import { restartWindow } from './restart-window.ts';
import { roleBrief } from './role-brief.ts';
import type { Rule } from './rule.ts';
import { somebody } from './somebody.ts';
import { talksTo } from './talks-to.ts';
import { testsToRequire } from './tests-to-require.ts';
import { thisHost } from './this-host.ts';
import { timeZone } from './time-zone.ts';
import { versionRange } from './version-range.ts';
import { webhookAddress } from './webhook-address.ts';
import { workingHours } from './working-hours.ts';
import { worktreeNesting } from './worktree-nesting.ts';

/** Every obligation on a manifest beyond its schema. Their order means nothing. */
export const rules: readonly Rule[] = [
  somebody,
  controlCharacters,
  reservedVariables,
  homeKnown,
  filesExist,
  repository,
  directoryExists,
  oneBrief,
  roleBrief,
  knownRole,
  commandTool,
  knownTool,
  declaredCommands,
  declaredRecord,
  declaredLooks,
  modelServer,
  versionRange,
  permissionMode,
  permissionRules,
  permissionsKept,
  engineerNames,
  oneDirectory,
  directoryOrWorktree,
  copiesApart,
  oneBranch,
  branchName,
  mergeBranch,
  worktreeNesting,
  testsToRequire,
  commitMessage,
  checkinTrigger,
  checkinNames,
  checkinNote,
  checkinWindow,
  checkinEscalation,
  checkinTakers,
  checkinPlaceholders,
  promptTexts,
  cronExpression,
  timeZone,
  workingHours,
  backoffOrder,
  restartWindow,
  agentsLimit,
  redisAddress,
  hostsShare,
  hostsApart,
  thisHost,
  knownHost,
  talksTo,
  missionTo,
  missionRole,
  missionReview,
  missionModel,
  missionAfter,
  missionCycle,
  missionWork,
  missionTakers,
  missionHandoff,
  missionAcceptance,
  missionOnce,
  reactionSteps,
  reactionNames,
  reactionPlaceholders,
  notifyWay,
  webhookAddress,
  quietHours,
];
