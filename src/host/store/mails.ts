import type { Address } from '../../state/address.ts';
import { person, type Correspondent, type Mail, type MailType } from '../../state/mail.ts';
import { isShort } from '../../post/prompts.ts';
import type { WaitingMail } from '../../post/hand-over.ts';
import { transaction, type Database } from './database.ts';

/** What members and people wrote to each other, and who has been told of what. */
export interface MailStore {
  /** Keeps a mail with a copy for each reader, or for those that are named; what is there already stays. Gives the mail that is there then. */
  put(mail: Mail, readers?: readonly Correspondent[]): Mail;
  find(team: string, id: string): Mail | undefined;
  /** Of one sender, from a time on, oldest first. */
  sentBy(team: string, from: Correspondent, since: number): Mail[];
  /** A reader's, the latest last. */
  inbox(team: string, to: Correspondent, most: number): MailCopy[];
  /** One mail's, in the order of its readers' names. */
  copies(team: string, id: string): MailCopy[];
  /** What somebody wrote, the latest last, each with a copy for each reader. */
  outbox(team: string, from: Correspondent, most: number): MailCopy[];
  /** What members are still to be told, oldest first. What another host brings is not among it. */
  waiting(team: string): WaitingMail[];
  unread(team: string, to: Correspondent): number;
  /** These are told by a prompt, which is kept beside it. */
  begin(prompt: string, to: MailReader, mails: readonly string[]): void;
  /** Such a prompt has come to its end: nobody is told of these again. */
  end(prompt: string, to: MailReader, told: Told): void;
  /** A copy is brought by another host now. */
  leave(mail: string, to: MailReader, at: number): void;
  /** Nobody could be given it: it is not on its way. */
  drop(mail: string, to: MailReader): void;
  markRead(mail: string, to: MailReader, at: number): void;
  /** The latest that a reader got. */
  latestTo(team: string, to: Correspondent): Mail | undefined;
  /** Notes that a sender was damped; gives whether that is news: it was not since `since`. */
  noteDamped(sender: MailReader, rule: string, now: { readonly at: number; readonly since: number }): boolean;
}

/** A correspondent in a team. */
export interface MailReader {
  readonly team: string;
  readonly who: Correspondent;
}

export interface Told {
  readonly state: 'acknowledged' | 'failed';
  readonly at: number;
}

/** A mail, and how far it has come to one reader. */
export interface MailCopy {
  readonly mail: Mail;
  readonly to: Correspondent;
  readonly prompt?: string;
  /** When nothing was left to be done for it, in milliseconds since the Unix epoch. */
  readonly settledAt?: number;
  readonly readAt?: number;
}

interface Row {
  readonly id: string;
  readonly team: string;
  readonly sender: string;
  readonly recipients: string;
  readonly channel: string | null;
  readonly type: string;
  readonly text: string;
  readonly reply_to: string | null;
  readonly depth: number;
  readonly at: number;
}

interface CopyRow extends Row {
  readonly recipient: string;
  readonly prompt: string | null;
  readonly settled: number | null;
  readonly read_at: number | null;
}

const copies = 'SELECT mail.*, mail_copy.recipient, mail_copy.prompt, mail_copy.settled, mail_copy.read_at FROM mail_copy JOIN mail ON mail.team = mail_copy.team AND mail.id = mail_copy.mail';

export function mailStore(database: Database): MailStore {
  const find = (team: string, id: string) => (database.prepare('SELECT * FROM mail WHERE team = ? AND id = ?').all(team, id) as Row[]).map(mailFrom)[0];
  const rows = <Found>(sql: string, ...values: readonly (string | number)[]) => database.prepare(sql).all(...values) as Found[];
  const run = (sql: string, ...values: readonly (string | number | null)[]) => database.prepare(sql).run(...values);
  return {
    find,
    put: (mail, readers) => transaction(database, () => {
      const { id, team, from, to, channel = null, type, text, replyTo = null, depth, at } = mail;
      run('INSERT OR IGNORE INTO mail (team, id, sender, recipients, channel, type, text, reply_to, depth, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', team, id, from, JSON.stringify(to), channel, type, text, replyTo, depth, at);
      const kept = find(team, id)!;
      // A person is told by no prompt.
      for (const one of readers ?? kept.to) run('INSERT OR IGNORE INTO mail_copy (team, mail, recipient, settled) VALUES (?, ?, ?, ?)', team, id, one, one === person ? at : null);
      return kept;
    }),
    sentBy: (team, from, since) => rows<Row>('SELECT * FROM mail WHERE team = ? AND sender = ? AND at >= ? ORDER BY row', team, from, since).map(mailFrom),
    inbox: (team, to, most) => rows<CopyRow>(`${copies} WHERE mail_copy.team = ? AND recipient = ? ORDER BY mail.row DESC LIMIT ?`, team, to, most).reverse().map(copyFrom),
    copies: (team, id) => rows<CopyRow>(`${copies} WHERE mail_copy.team = ? AND mail_copy.mail = ? ORDER BY recipient`, team, id).map(copyFrom),
    outbox: (team, from, most) => rows<CopyRow>(`${copies} WHERE mail.team = ? AND mail.sender = ? ORDER BY mail.row DESC LIMIT ?`, team, from, most).reverse().map(copyFrom),
    waiting: (team) => rows<CopyRow>(`${copies} WHERE mail_copy.team = ? AND settled IS NULL ORDER BY mail.row`, team).map(waitingFrom),
    unread: (team, to) => rows<{ count: number }>('SELECT count(*) AS count FROM mail_copy WHERE team = ? AND recipient = ? AND read_at IS NULL', team, to)[0]!.count,
    begin: (prompt, { team, who }, mails) => mails.forEach((mail) => run('UPDATE mail_copy SET prompt = ? WHERE team = ? AND mail = ? AND recipient = ?', prompt, team, mail, who)),
    end: (prompt, { team, who }, { state, at }) => {
      const told = rows<CopyRow>(`${copies} WHERE mail_copy.team = ? AND recipient = ? AND prompt = ?`, team, who, prompt);
      for (const { id, text } of told) run('UPDATE mail_copy SET settled = ?, read_at = coalesce(read_at, ?) WHERE team = ? AND mail = ? AND recipient = ?', at, state === 'acknowledged' && isShort({ text }) ? at : null, team, id, who);
    },
    leave: (mail, { team, who }, at) => void run('UPDATE mail_copy SET settled = ? WHERE team = ? AND mail = ? AND recipient = ?', at, team, mail, who),
    drop: (mail, { team, who }) => void run('DELETE FROM mail_copy WHERE team = ? AND mail = ? AND recipient = ?', team, mail, who),
    markRead: (mail, { team, who }, at) => void run('UPDATE mail_copy SET read_at = coalesce(read_at, ?) WHERE team = ? AND mail = ? AND recipient = ?', at, team, mail, who),
    latestTo: (team, to) => rows<CopyRow>(`${copies} WHERE mail_copy.team = ? AND recipient = ? ORDER BY mail.row DESC LIMIT 1`, team, to).map(mailFrom)[0],
    noteDamped: ({ team, who }, rule, { at, since }) => transaction(database, () => {
      const last = rows<{ at: number }>('SELECT at FROM mail_damped WHERE team = ? AND sender = ? AND rule = ?', team, who, rule)[0]?.at;
      if (last !== undefined && last >= since) return false;
      run('INSERT OR REPLACE INTO mail_damped (team, sender, rule, at) VALUES (?, ?, ?, ?)', team, who, rule, at);
      return true;
    }),
  };
}

function mailFrom({ id, team, sender, recipients, channel, type, text, reply_to: replyTo, depth, at }: Row): Mail {
  return { id, team, from: sender, to: JSON.parse(recipients) as Correspondent[], ...(channel === null ? {} : { channel }), type: type as MailType, text, ...(replyTo === null ? {} : { replyTo }), depth, at };
}

function copyFrom(row: CopyRow): MailCopy {
  const { recipient: to, prompt, settled: settledAt, read_at: readAt } = row;
  return { mail: mailFrom(row), to, ...(prompt === null ? {} : { prompt }), ...(settledAt === null ? {} : { settledAt }), ...(readAt === null ? {} : { readAt }) };
}

function waitingFrom(row: CopyRow): WaitingMail {
  return { mail: mailFrom(row), to: row.recipient as Address, ...(row.prompt === null ? {} : { prompt: row.prompt }) };
}
