import type { RedisSettings } from '../../../manifest/sharing.ts';
import type { Address } from '../../../state/address.ts';
import { sessionOf } from './names.ts';

/**
 * What agents of a team with a Redis are told of it, by the older tools' names. They are no settings of a member: where the
 * address or the password changes, who runs keeps the old one until it is started again, and is not restarted for it.
 */
export function sharedVariables(team: string, address: Address, { url, password }: RedisSettings): Readonly<Record<string, string>> {
  return { CODERS_SESSION_ID: sessionOf(team, address), REDIS_URL: url, ...(password === undefined ? {} : { REDIS_PASSWORD: password }) };
}

/** Which pane it is an agent learns there: as shell text, since nobody else knows before the window is open. */
export const paneVariable = 'CODERS_PANE_ID=$TMUX_PANE; export CODERS_PANE_ID; ';
