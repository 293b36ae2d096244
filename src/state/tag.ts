import type { Address } from './address.ts';

/** Who lives in a pane. Kept on the pane itself, as one user option, so that it outlives the runner and its store. */
export interface PaneTag {
  readonly team: string;
  readonly address: Address;
  /** Which launch of the member this is, from 1. */
  readonly epoch: number;
  /** Of the settings it was launched with. */
  readonly fingerprint: string;
  readonly conversation: string;
}

/** The tmux user option that carries the tag. One option, because four cost 1.4 times the window. */
export const tagOption = '@coders';

const format = '1';

export function writeTag(tag: PaneTag): string {
  return [format, tag.team, tag.address, tag.epoch, tag.fingerprint, tag.conversation].join(' ');
}

/** Undefined for anything this version did not write: such a pane is nobody's, or its tag was edited. */
export function readTag(text: string): PaneTag | undefined {
  const [version, team, address, epoch, fingerprint, conversation, ...rest] = text.split(' ');
  if (version !== format || rest.length > 0 || conversation === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(epoch ?? '')) return undefined;
  return { team: team!, address: address!, epoch: Number(epoch), fingerprint: fingerprint!, conversation };
}
