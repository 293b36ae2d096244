import { seatIn } from '../state/address.ts';
import type { MemberName, MemberSight, TeamSight } from './sight.ts';

/** A line of the tree: a team, or one of its members below whom it reports to. */
export type TreeRow =
  | { readonly kind: 'team'; readonly sight: TeamSight }
  | { readonly kind: 'member'; readonly name: MemberName; readonly label: string; readonly member: MemberSight };

/** Teams, and below each the orchestrator, below that the PMs, below each its engineers. A team that is down has no members. */
export function treeOf(sights: readonly TeamSight[], isShown: (sight: TeamSight) => boolean): TreeRow[] {
  return sights.flatMap((sight) => [{ kind: 'team', sight } as const, ...(isShown(sight) ? rowsOf(rootsOf(sight.members), sight.team.name) : [])]);
}

interface Node {
  readonly member: MemberSight;
  /** Of an engineer below its own PM the name alone; else the seat. */
  readonly label: string;
  readonly below: readonly Node[];
}

function rootsOf(members: readonly MemberSight[]): readonly Node[] {
  const orchestrator = members.find(({ status }) => status.member.seat === 'orchestrator');
  const others = members.filter((member) => member !== orchestrator);
  const projects = [...new Set(others.map(projectOf))];
  const below = projects.flatMap((project) => projectNodes(others.filter((member) => projectOf(member) === project)));
  return orchestrator === undefined ? below : [{ member: orchestrator, label: seatOf(orchestrator), below }];
}

function projectNodes(members: readonly MemberSight[]): Node[] {
  const pm = members.find(({ status }) => status.member.seat === 'pm');
  if (pm === undefined) return members.map((member) => ({ member, label: seatOf(member), below: [] }));
  const engineers = members.filter((member) => member !== pm);
  return [{ member: pm, label: seatOf(pm), below: engineers.map((member) => ({ member, label: seatOf(member).slice(projectOf(member).length + 1), below: [] })) }];
}

function seatOf({ status }: MemberSight): string {
  return seatIn(status.member.address);
}

function projectOf(member: MemberSight): string {
  const seat = seatOf(member);
  return seat.slice(0, Math.max(0, seat.lastIndexOf('/')));
}

/** `lead` is what the lines above reach down with; absent for the roots, which hang on nothing. */
function rowsOf(nodes: readonly Node[], team: string, lead?: string): TreeRow[] {
  return nodes.flatMap(({ member, label, below }, index) => {
    const isLast = index === nodes.length - 1;
    const own = lead === undefined ? '' : `${lead}${isLast ? '└─ ' : '├─ '}`;
    const deeper = lead === undefined ? '' : `${lead}${isLast ? '   ' : '│  '}`;
    return [{ kind: 'member' as const, name: { team, address: member.status.member.address }, label: `  ${own}${label}`, member }, ...rowsOf(below, team, deeper)];
  });
}
