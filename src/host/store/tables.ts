/** The store's layout. `user_version` numbers it; a later version adds its steps below and never edits an earlier one. */
export const migrations: readonly string[] = [
  `CREATE TABLE team (
     name TEXT PRIMARY KEY,
     file TEXT NOT NULL,
     text TEXT NOT NULL,
     tmux TEXT NOT NULL,
     members TEXT NOT NULL,
     applied_at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE launch (
     team TEXT NOT NULL,
     address TEXT NOT NULL,
     epoch INTEGER NOT NULL,
     fingerprint TEXT NOT NULL,
     conversation TEXT,
     settings TEXT NOT NULL,
     pane TEXT,
     server TEXT,
     at INTEGER NOT NULL,
     PRIMARY KEY (team, address, epoch)
   ) STRICT;
   CREATE TABLE worktree (
     team TEXT NOT NULL,
     path TEXT NOT NULL,
     address TEXT NOT NULL,
     repository TEXT NOT NULL,
     branch TEXT NOT NULL,
     base TEXT,
     PRIMARY KEY (team, path)
   ) STRICT;
   CREATE TABLE event (
     id INTEGER PRIMARY KEY,
     team TEXT NOT NULL,
     at INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX event_by_team ON event (team, at);`,
  `CREATE TABLE message (
     id TEXT PRIMARY KEY,
     team TEXT NOT NULL,
     address TEXT NOT NULL,
     text TEXT NOT NULL,
     moment TEXT NOT NULL,
     at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX message_by_team ON message (team, at);
   CREATE TABLE receipt (
     id INTEGER PRIMARY KEY,
     message TEXT NOT NULL REFERENCES message (id),
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX receipt_by_message ON receipt (message, id);`,
  `CREATE TABLE lane (
     team TEXT NOT NULL,
     address TEXT NOT NULL,
     message TEXT NOT NULL REFERENCES message (id),
     PRIMARY KEY (team, address)
   ) STRICT;
   CREATE INDEX lane_by_message ON lane (message);`,
  'ALTER TABLE launch ADD COLUMN whereabouts TEXT;',
  `CREATE TABLE kept (
     team TEXT PRIMARY KEY,
     body TEXT NOT NULL
   ) STRICT;
   CREATE TABLE care (
     team TEXT NOT NULL,
     address TEXT NOT NULL,
     body TEXT NOT NULL,
     PRIMARY KEY (team, address)
   ) STRICT;`,
  // The second index holds all that is asked of missions but their bodies.
  `CREATE TABLE mission (
     added INTEGER PRIMARY KEY AUTOINCREMENT,
     team TEXT NOT NULL,
     address TEXT NOT NULL,
     state TEXT NOT NULL,
     body TEXT NOT NULL,
     version INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX mission_by_address ON mission (team, address);
   CREATE INDEX mission_by_state ON mission (team, state, address, version);`,
  // Triggers, so that no way of writing a mission can forget that others are to be told of it.
  `CREATE TABLE shared_team (
     team TEXT PRIMARY KEY,
     ledger TEXT NOT NULL,
     run TEXT NOT NULL,
     mark INTEGER NOT NULL,
     away_since INTEGER,
     away_because TEXT
   ) STRICT;
   CREATE TABLE shared_mission (
     team TEXT NOT NULL,
     address TEXT NOT NULL,
     version INTEGER NOT NULL,
     pending INTEGER,
     PRIMARY KEY (team, address)
   ) STRICT;
   CREATE INDEX shared_mission_pending ON shared_mission (team, address) WHERE pending IS NOT NULL;
   CREATE TRIGGER mission_added AFTER INSERT ON mission WHEN EXISTS (SELECT 1 FROM shared_team WHERE team = NEW.team) BEGIN
     INSERT INTO shared_mission (team, address, version, pending) VALUES (NEW.team, NEW.address, 0, NEW.version)
       ON CONFLICT (team, address) DO UPDATE SET pending = excluded.pending;
   END;
   CREATE TRIGGER mission_changed AFTER UPDATE OF body ON mission WHEN EXISTS (SELECT 1 FROM shared_team WHERE team = NEW.team) BEGIN
     INSERT INTO shared_mission (team, address, version, pending) VALUES (NEW.team, NEW.address, 0, NEW.version)
       ON CONFLICT (team, address) DO UPDATE SET pending = excluded.pending;
   END;
   CREATE TRIGGER mission_removed AFTER DELETE ON mission WHEN EXISTS (SELECT 1 FROM shared_team WHERE team = OLD.team) BEGIN
     INSERT INTO shared_mission (team, address, version, pending) VALUES (OLD.team, OLD.address, 0, OLD.version)
       ON CONFLICT (team, address) DO UPDATE SET pending = excluded.pending;
   END;`,
  // What waits to be told is looked for in every pass: the index holds nothing else.
  `CREATE TABLE mail (
     row INTEGER PRIMARY KEY AUTOINCREMENT,
     team TEXT NOT NULL,
     id TEXT NOT NULL,
     sender TEXT NOT NULL,
     recipients TEXT NOT NULL,
     channel TEXT,
     type TEXT NOT NULL,
     text TEXT NOT NULL,
     reply_to TEXT,
     depth INTEGER NOT NULL,
     at INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX mail_by_id ON mail (team, id);
   CREATE INDEX mail_by_sender ON mail (team, sender, at);
   CREATE TABLE mail_copy (
     team TEXT NOT NULL,
     mail TEXT NOT NULL,
     recipient TEXT NOT NULL,
     prompt TEXT,
     settled INTEGER,
     read_at INTEGER,
     PRIMARY KEY (team, mail, recipient)
   ) STRICT;
   CREATE INDEX mail_copy_by_recipient ON mail_copy (team, recipient);
   CREATE INDEX mail_copy_waiting ON mail_copy (team) WHERE settled IS NULL;
   CREATE TABLE mail_damped (
     team TEXT NOT NULL,
     sender TEXT NOT NULL,
     rule TEXT NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (team, sender, rule)
   ) STRICT;
   CREATE TABLE knowledge (
     team TEXT NOT NULL,
     project TEXT NOT NULL,
     key TEXT NOT NULL,
     kind TEXT NOT NULL,
     value TEXT NOT NULL,
     author TEXT NOT NULL,
     commit_id TEXT,
     at INTEGER NOT NULL,
     uses INTEGER NOT NULL,
     PRIMARY KEY (team, project, key)
   ) STRICT;`,
  // Notes: each kind has a shape of its own, and is asked for by what it is about. It is not called otherwise now: a supervisor of before may be at work.
  `CREATE TABLE git_note (
     team TEXT NOT NULL,
     kind TEXT NOT NULL,
     subject TEXT NOT NULL,
     body TEXT NOT NULL,
     PRIMARY KEY (team, kind, subject)
   ) STRICT;`,
  // The second index tells who is due, and who is next, without a look at the others.
  `CREATE TABLE checkin (
     added INTEGER PRIMARY KEY AUTOINCREMENT,
     team TEXT NOT NULL,
     address TEXT NOT NULL,
     member TEXT NOT NULL,
     due INTEGER,
     body TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX checkin_by_address ON checkin (team, address);
   CREATE INDEX checkin_by_due ON checkin (team, due) WHERE due IS NOT NULL;`,
  // What is remembered of reactions goes by a key; errands go in the order of their times.
  `CREATE TABLE reaction (
     team TEXT NOT NULL,
     key TEXT NOT NULL,
     body TEXT NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (team, key)
   ) STRICT;
   CREATE TABLE errand (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     team TEXT NOT NULL,
     due_at INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX errand_by_team ON errand (team, due_at);`,
  'ALTER TABLE launch ADD COLUMN prompt TEXT;',
];
