import type { MemberStatus } from '../../health/member-status.ts';
import type { Prompt } from '../../health/tend/patient.ts';
import type { Host } from '../../host/host.ts';
import type { AgentPane } from '../../reconcile/observe-agents.ts';
import type { Address } from '../../state/address.ts';
import type { KeptTeam } from '../../state/kept-team.ts';
import type { TeamEvent } from '../../state/event.ts';
import type { Observed } from '../../state/observed.ts';

/** A team as a pass saw it as a whole, while it works. */
export interface DutyView {
  readonly kept: KeptTeam;
  /** Each of its members, and what it does. */
  readonly statuses: readonly MemberStatus[];
  readonly observed: Observed;
  /** Those that live. */
  readonly agents: readonly AgentPane[];
}

/** What follows for the rest of a pass. */
export interface Dutiful {
  readonly events: readonly TeamEvent[];
  /** Kept with the rest, and brought to members afterwards. */
  readonly prompts: readonly Prompt[];
  /** Members whose turn's end brings something. */
  readonly awaits?: readonly Address[];
  /** When time alone brings something, in milliseconds since the Unix epoch. */
  readonly nextAt?: number;
}

/** Decides, by what was found out and by what the store says now, and writes down what is not to be decided twice. */
export type Decide = (now: number) => Dutiful;

/**
 * Something that a supervisor does for a team besides keeping its members and missions. First it finds out what it must know,
 * outside of any transaction, for git and files take their time; what it then decides is written in the one transaction of
 * the pass, so that a prompt stands only beside the record that it was given. Level, not edge: it may be asked as often as one likes.
 * Undefined where the team has nothing of the kind. Throws a HostError where a look fails: then this pass does nothing.
 */
export type Duty = (view: DutyView, host: Host) => Promise<Decide | undefined>;
