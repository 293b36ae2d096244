/** The team that a spawned member of that name is. */
export function adHocTeamOf(name: string): string {
  return `adhoc-${name}`;
}
