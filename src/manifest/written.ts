import type { CheckinSettings } from './checkin.ts';
import type { FailurePolicy, MissionType, Priority } from './mission.ts';
import type { PromptName } from './prompts.ts';
import type { Json, Severity } from './reaction.ts';

/** The manifest as typed, once the schema holds: shorthands are still shorthands. */
export interface WrittenManifest {
  readonly team: string;
  readonly env?: WrittenEnv;
  readonly defaults?: WrittenDefaults;
  readonly tmux?: { readonly socket?: string; readonly config?: string };
  readonly tools?: Readonly<Record<string, WrittenTool>>;
  readonly roles?: Readonly<Record<string, WrittenRole>>;
  readonly orchestrator?: WrittenMember | null;
  readonly projects?: Readonly<Record<string, WrittenProject>>;
  readonly limits?: { readonly agents?: number; readonly spawn_rate?: string; readonly memory?: string };
  readonly schedule?: WrittenSchedule;
  readonly ttl?: string;
  readonly model_tiers?: Readonly<Partial<Record<Priority | MissionType, string>>>;
  readonly redis?: string | WrittenRedis | null;
  readonly hosts?: readonly string[];
  readonly prompts?: Readonly<Partial<Record<PromptName, string>>>;
  readonly on?: WrittenReactions;
  readonly notify?: Readonly<Record<string, WrittenNotifyTarget>>;
}

export interface WrittenRedis {
  readonly url?: string;
  readonly password?: string | number | boolean;
  readonly accept_loss?: boolean;
  readonly lost_after?: string;
}

/** Of a schedule that is not valid, the rules see what there is: it may have no start, or no stop. */
export interface WrittenSchedule {
  readonly start?: string;
  readonly stop?: string;
  readonly timezone?: string;
  readonly on_stop?: 'park' | 'down';
}

export type WrittenEnv = Readonly<Record<string, string | number | boolean>>;

export interface WrittenTool {
  readonly version?: string;
  readonly binary?: string;
  readonly base_url?: string;
  readonly ollama?: { readonly model: string; readonly base_url?: string };
  readonly args?: readonly string[];
  readonly env?: WrittenEnv;
  readonly permission_mode?: string;
  readonly command?: readonly WrittenWord[];
  readonly resume?: readonly WrittenWord[];
  readonly states?: Readonly<Record<string, { readonly title?: string; readonly screen?: string }>>;
  readonly record?: WrittenRecord;
  readonly input?: WrittenInput;
  readonly test?: { readonly busy?: string; readonly dialog?: string };
}

/** A word of a command line, or words that are left out together. */
export type WrittenWord = string | readonly string[];

export interface WrittenRecord {
  readonly path: string;
  readonly text: string;
  readonly where?: Readonly<Record<string, string | number | boolean>>;
}

export interface WrittenInput {
  readonly box: string;
  readonly by?: 'paste' | 'keys';
  readonly submit?: string;
  readonly pause?: string;
  readonly again?: string;
  readonly interrupt?: string;
  readonly commands?: readonly string[];
}

/** A text, given here or in a file: one of the two at most. */
export interface WrittenBrief {
  readonly brief?: string;
  readonly brief_file?: string;
}

export interface WrittenRole extends WrittenBrief {
  readonly model?: string;
}

/** What the defaults and every member can say. */
export interface WrittenSettings extends WrittenBrief {
  readonly tool?: string;
  readonly model?: string;
  readonly role?: string;
  readonly host?: string;
  readonly args?: readonly string[];
  readonly env?: WrittenEnv;
  readonly command?: readonly string[];
  readonly permission_mode?: string;
  readonly permissions?: readonly WrittenPermission[];
  readonly stuck_after?: string;
  readonly restart?: RestartWord | WrittenRestart;
  readonly heartbeat?: { readonly timeout?: string };
  readonly context?: { readonly handover_at?: string | number };
  readonly talks_to?: readonly string[];
}

export type RestartWord = 'always' | 'on-failure' | 'never';

export interface WrittenRestart {
  readonly policy?: RestartWord;
  readonly max?: number;
  readonly window?: string;
  readonly backoff?: string;
}

export interface WrittenPermission {
  readonly tool?: string;
  readonly match?: string;
  readonly answer?: 'allow' | 'deny' | 'ask';
  readonly default?: 'allow' | 'deny' | 'ask';
  readonly after?: string;
  readonly then?: 'allow' | 'deny';
}

export interface WrittenDefaults extends WrittenSettings {
  readonly worktree?: boolean;
}

export interface WrittenMember extends WrittenSettings {
  readonly worktree?: boolean | { readonly path?: string; readonly branch?: string };
  readonly directory?: string;
  readonly checkins?: readonly WrittenCheckin[];
  readonly count?: number;
}

export interface WrittenCheckin {
  readonly name?: string;
  readonly cron?: string;
  readonly every?: string;
  readonly timezone?: string;
  readonly note?: string;
  readonly note_file?: string;
  readonly only?: CheckinSettings['only'];
  readonly missed?: CheckinSettings['missed'];
  readonly overlap?: CheckinSettings['overlap'];
  readonly jitter?: string;
  readonly between?: string;
  readonly expires?: string;
  readonly when_changed?: boolean;
  readonly answer_within?: string;
  readonly to?: 'parent';
}

export interface WrittenProject {
  readonly repo: string;
  readonly base?: string;
  readonly branch_prefix?: string;
  readonly spec?: string;
  readonly prd?: string;
  readonly test?: string;
  readonly commits?: WrittenCommits;
  readonly merge?: WrittenMerge;
  readonly stable_tags?: boolean;
  readonly pm?: WrittenMember | null;
  readonly engineers?: Readonly<Record<string, WrittenMember | null>>;
  readonly missions?: Readonly<Record<string, WrittenMission>>;
  readonly on?: WrittenReactions;
}

export interface WrittenCommits {
  readonly every?: string;
  readonly grace?: string;
  readonly max_files?: number;
  readonly require_tests?: boolean;
  readonly message?: string;
}

/** Of one that is not valid, the rules see what there is: it may have no branch. */
export interface WrittenMerge {
  readonly into?: string;
  readonly when?: 'accepted';
  readonly order?: 'missions' | 'accepted';
  readonly verify?: string;
  readonly timeout?: string;
  readonly strategy?: 'merge' | 'squash' | 'rebase';
}

export interface WrittenMission {
  readonly to?: string;
  readonly role?: string;
  readonly after?: readonly string[];
  readonly brief?: string;
  readonly spec?: string;
  readonly prd?: string;
  readonly context?: readonly string[];
  readonly priority?: Priority;
  readonly type?: MissionType;
  readonly timeout?: string;
  readonly retries?: number | WrittenRetries;
  readonly accept?: string | readonly string[] | WrittenAcceptance;
  readonly on_fail?: FailurePolicy;
  readonly handoff_to?: string;
  readonly model?: string;
}

export interface WrittenRetries {
  readonly count?: number;
  readonly backoff?: string;
}

export interface WrittenAcceptance {
  readonly run?: string | readonly string[];
  readonly commits?: number;
  readonly files?: readonly string[];
  readonly timeout?: string;
  readonly review_by?: string;
}

/** By the name of what happens. */
export type WrittenReactions = Readonly<Record<string, readonly WrittenReaction[]>>;

export interface WrittenReaction {
  readonly if?: Readonly<Partial<Record<'project' | 'member' | 'mission', string | readonly string[]>>>;
  readonly at_most?: string;
  readonly message?: { readonly to: string; readonly text: string };
  readonly mission?: WrittenMission & { readonly name?: string; readonly project?: string };
  readonly command?: string | readonly string[];
  readonly shell?: boolean;
  readonly timeout?: string;
  readonly notify?: string | { readonly to: string; readonly text?: string; readonly severity?: Severity };
  readonly pause?: 'member' | 'team';
}

export interface WrittenNotifyTarget {
  readonly desktop?: boolean;
  readonly webhook?: string | WrittenWebhook;
  readonly command?: readonly string[];
  readonly severity?: Severity;
  readonly quiet_hours?: string;
  readonly timezone?: string;
  readonly same_within?: string;
}

export interface WrittenWebhook {
  readonly url: string;
  readonly method?: string;
  readonly headers?: WrittenEnv;
  readonly json?: Json;
}
