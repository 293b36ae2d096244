import type { Address } from '../../state/address.ts';
import type { Message, Receipt, When } from '../../state/message.ts';
import { transaction, type Database } from './database.ts';

/** Messages and how far each has come; a receipt is never changed, only followed by another. */
export interface MessageStore {
  /** Keeps a new message as queued; one with this id that is there already is left as it is, and given back. */
  enqueue(message: Message): Message;
  receipts(id: string): Receipt[];
  /** Gives the receipt that holds then: a message that has come to its end, as one that was taken back, goes no further. */
  addReceipt(id: string, receipt: Receipt): Receipt;
  /** The message that was typed to a member last, unless it has come to its end: its text may stand in the input box. */
  inHand(team: string, to: Address): Message | undefined;
  /** The team's messages, the latest last, each with all its receipts. */
  ofTeam(team: string, most: number): MessageHistory[];
  /** What was sent to a member after the message of that row, in the order in which it was sent; all of it for row 0. */
  sentTo(member: { readonly team: string; readonly address: Address }, row: number): SentMessage[];
}

/** A message and its row: those that are sent to a member later have a greater one. */
export interface SentMessage {
  readonly id: number;
  readonly message: Message;
}

export interface MessageHistory {
  readonly message: Message;
  readonly receipts: readonly Receipt[];
}

interface MessageRow {
  readonly id: string;
  readonly team: string;
  readonly address: string;
  readonly text: string;
  readonly moment: string;
  readonly at: number;
}

export function messageStore(database: Database): MessageStore {
  const receipts = (id: string) =>
    (database.prepare('SELECT body FROM receipt WHERE message = ? ORDER BY id').all(id) as { body: string }[]).map(({ body }) => JSON.parse(body) as Receipt);
  const insertReceipt = (id: string, receipt: Receipt) => void database.prepare('INSERT INTO receipt (message, body) VALUES (?, ?)').run(id, JSON.stringify(receipt));
  const find = (id: string) => database.prepare('SELECT * FROM message WHERE id = ?').get(id) as MessageRow | undefined;
  return {
    receipts,
    addReceipt: (id, receipt) => transaction(database, () => {
      const last = receipts(id).at(-1);
      if (last?.state === 'acknowledged' || last?.state === 'failed') return last;
      insertReceipt(id, receipt);
      if (receipt.state === 'typing') database.prepare('INSERT OR REPLACE INTO lane (team, address, message) SELECT team, address, id FROM message WHERE id = ?').run(id);
      else if (!('epoch' in receipt)) database.prepare('DELETE FROM lane WHERE message = ?').run(id);
      return receipt;
    }),
    inHand: (team, to) => {
      const lane = database.prepare('SELECT message FROM lane WHERE team = ? AND address = ?').get(team, to) as { message: string } | undefined;
      const row = lane === undefined || lane === null ? undefined : find(lane.message);
      return row === undefined || row === null ? undefined : fromRow(row);
    },
    enqueue: (message) => transaction(database, () => {
      const known = find(message.id);
      if (known !== undefined && known !== null) return fromRow(known);
      const { id, team, to, text, when, at } = message;
      database.prepare('INSERT INTO message (id, team, address, text, moment, at) VALUES (?, ?, ?, ?, ?, ?)').run(id, team, to, text, when, at);
      insertReceipt(id, { state: 'queued', at });
      return message;
    }),
    ofTeam: (team, most) => {
      const rows = database.prepare('SELECT * FROM message WHERE team = ? ORDER BY at DESC, rowid DESC LIMIT ?').all(team, most) as MessageRow[];
      return rows.reverse().map((row) => ({ message: fromRow(row), receipts: receipts(row.id) }));
    },
    sentTo: ({ team, address }, after) => {
      const rows = database.prepare('SELECT rowid AS row, * FROM message WHERE team = ? AND address = ? AND rowid > ? ORDER BY rowid').all(team, address, after) as (MessageRow & { readonly row: number })[];
      return rows.map((row) => ({ id: row.row, message: fromRow(row) }));
    },
  };
}

function fromRow({ id, team, address, text, moment, at }: MessageRow): Message {
  return { id, team, to: address, text, when: moment as When, at };
}
