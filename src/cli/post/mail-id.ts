import { randomInt } from 'node:crypto';
import type { Store } from '../../host/store/store.ts';

/** Without those that are read for each other. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const length = 6;

/** A name for a mail that no other of the team has: short, since agents repeat it. */
export function newMailId(team: string, { mails }: Pick<Store, 'mails'>): string {
  for (;;) {
    const id = Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
    if (mails.find(team, id) === undefined) return id;
  }
}
