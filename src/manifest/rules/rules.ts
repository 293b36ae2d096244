import { baseUrlTool } from './base-url-tool.ts';
import { branchName } from './branch-name.ts';
import { checkinNames } from './checkin-names.ts';
import { checkinTrigger } from './checkin-trigger.ts';
import { commandTool } from './command-tool.ts';
import { controlCharacters } from './control-characters.ts';
import { copiesApart } from './copies-apart.ts';
import { cronExpression } from './cron-expression.ts';
import { directoryExists } from './directory-exists.ts';
import { directoryOrWorktree } from './directory-or-worktree.ts';
import { engineerNames } from './engineer-names.ts';
import { filesExist } from './files-exist.ts';
import { homeKnown } from './home-known.ts';
import { knownRole } from './known-role.ts';
import { missionAfter } from './mission-after.ts';
import { missionCycle } from './mission-cycle.ts';
import { missionRole } from './mission-role.ts';
import { missionTo } from './mission-to.ts';
import { missionWork } from './mission-work.ts';
import { permissionRules } from './permission-rules.ts';
import { permissionsKept } from './permissions-kept.ts';
import { oneBranch } from './one-branch.ts';
import { oneBrief } from './one-brief.ts';
import { oneDirectory } from './one-directory.ts';
import { repository } from './repository.ts';
import { reservedVariables } from './reserved-variables.ts';
import { roleBrief } from './role-brief.ts';
import type { Rule } from './rule.ts';
import { somebody } from './somebody.ts';
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
  baseUrlTool,
  permissionRules,
  permissionsKept,
  engineerNames,
  oneDirectory,
  directoryOrWorktree,
  copiesApart,
  oneBranch,
  branchName,
  worktreeNesting,
  checkinTrigger,
  checkinNames,
  cronExpression,
  missionTo,
  missionRole,
  missionAfter,
  missionCycle,
  missionWork,
];
