import { transaction, type Database } from './database.ts';

/** In this order: receipts and lanes name messages, and other hosts keep the missions that they share. */
const statements = [
  'DELETE FROM shared_team WHERE team = ?',
  'DELETE FROM shared_mission WHERE team = ?',
  'DELETE FROM lane WHERE team = ?',
  'DELETE FROM receipt WHERE message IN (SELECT id FROM message WHERE team = ?)',
  ...['message', 'launch', 'worktree', 'event', 'care', 'kept', 'mission', 'checkin', 'mail_copy', 'mail_damped', 'mail', 'knowledge', 'git_note', 'reaction', 'errand'].map((table) => `DELETE FROM ${table} WHERE team = ?`),
  'DELETE FROM team WHERE name = ?',
];

/** Removes all that is known of a team, at once. */
export function eraseTeam(database: Database, team: string): void {
  transaction(database, () => {
    for (const statement of statements) database.prepare(statement).run(team);
  });
}
