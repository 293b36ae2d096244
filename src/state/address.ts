/** The name of one managed thing: `member/storefront/cart`, `worktree/storefront/cart`, `member/orchestrator`. */
export type Address = string;

export type AddressKind = 'member' | 'worktree' | 'mission' | 'checkin';

/** What both `member/` and `worktree/` addresses end in: `storefront/cart`, or `orchestrator`. */
export function seatOf(member: { readonly project?: string; readonly name: string }): string {
  return member.project === undefined ? member.name : `${member.project}/${member.name}`;
}

export function addressOf(kind: AddressKind, seat: string): Address {
  return `${kind}/${seat}`;
}

/** The part after the kind: the seat of `member/storefront/cart` is `storefront/cart`. */
export function seatIn(address: Address): string {
  return address.slice(address.indexOf('/') + 1);
}

/** The last part: the name of `mission/storefront/cart-api` in its project is `cart-api`. */
export function nameIn(address: Address): string {
  return address.slice(address.lastIndexOf('/') + 1);
}
