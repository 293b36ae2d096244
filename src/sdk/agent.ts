import type { Status } from '../state/evidence.ts';
import { nameIn, seatIn, type Address } from '../state/address.ts';
import { documentOf } from './verb.ts';

/** A member of a team, as it was when it was looked at. */
export interface Agent {
  readonly team: string;
  /** `member/storefront/cart`. */
  readonly address: Address;
  /** `cart`. */
  readonly name: string;
  readonly tool: string;
  readonly model: string;
  readonly role: string;
  /** Absolute path that it works in. */
  readonly directory: string;
  /** Of its own worktree; absent for one without. */
  readonly branch?: string;
  readonly status: Status;
  /** What it works at or waits for, or how it ended. */
  readonly detail?: string;
  /** As tmux names its pane, such as `%3`; absent for one without a window. */
  readonly paneId?: string;
  /** Which launch of it this is. */
  readonly epoch?: number;
  /** What it has now, as `storefront/cart-api`; absent where it has none. */
  readonly mission?: string;
}

/** A member as `schemas/status.schema.json` describes it. */
export interface MemberDocument extends Omit<Agent, 'team' | 'name' | 'paneId' | 'mission'> {
  readonly pane?: string;
  readonly mission?: { readonly address: Address };
  readonly health: {
    readonly alive: boolean;
    readonly pid?: number;
    readonly responsive?: boolean;
    readonly lastHeartbeat?: string;
    readonly idleSince?: string;
    readonly processes?: number;
    readonly memory?: { readonly bytes: number };
    readonly cpu?: { readonly percentOfCore: number };
  };
}

interface StatusDocument {
  readonly team: string;
  readonly members: readonly MemberDocument[];
}

/** What `coders status` says of a team: the configured or only one where none is named. */
export function statusOf(team: string | undefined): Promise<StatusDocument> {
  return documentOf<StatusDocument>({ verb: 'status', operands: team === undefined ? [] : [team], options: {} });
}

/** The members of a team. */
export async function agentsOf(team: string | undefined): Promise<readonly Agent[]> {
  const status = await statusOf(team);
  return status.members.map((member) => agentFrom(status.team, member));
}

function agentFrom(team: string, member: MemberDocument): Agent {
  const { address, tool, model, role, directory, branch, status, detail, pane, epoch, mission } = member;
  return {
    team, address, name: nameIn(address), tool, model, role, directory, status,
    ...(branch === undefined ? {} : { branch }),
    ...(detail === undefined ? {} : { detail }),
    ...(pane === undefined ? {} : { paneId: pane }),
    ...(epoch === undefined ? {} : { epoch }),
    ...(mission === undefined ? {} : { mission: seatIn(mission.address) }),
  };
}
