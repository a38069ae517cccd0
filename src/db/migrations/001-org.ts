/** Members and departments are never deleted: rounds, answers and the audit log go on pointing at them. */
export const org = `
CREATE TABLE org_department (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  parent_id TEXT REFERENCES org_department (id) DEFERRABLE INITIALLY DEFERRED CHECK (parent_id <> id),
  head_id TEXT REFERENCES org_member (id) DEFERRABLE INITIALLY DEFERRED,
  supervising_leader_id TEXT REFERENCES org_member (id) DEFERRABLE INITIALLY DEFERRED,
  sibling_order INTEGER NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX org_department_one_root ON org_department (active) WHERE parent_id IS NULL AND active = 1;
CREATE INDEX org_department_by_head ON org_department (head_id);
CREATE INDEX org_department_by_supervising_leader ON org_department (supervising_leader_id);
CREATE INDEX org_department_by_parent ON org_department (parent_id);

CREATE TABLE org_department_function (
  department_id TEXT NOT NULL REFERENCES org_department (id),
  function TEXT NOT NULL CHECK (function IN ('office', 'political-work', 'personnel', 'party-committee', 'discipline')),
  PRIMARY KEY (department_id, function)
) STRICT, WITHOUT ROWID;

CREATE TABLE org_member (
  id TEXT PRIMARY KEY CHECK (id <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  email TEXT CHECK (email <> ''),
  roster_account TEXT CHECK (roster_account <> ''),
  rank TEXT NOT NULL,
  position TEXT CHECK (position <> ''),
  department_id TEXT NOT NULL REFERENCES org_department (id) DEFERRABLE INITIALLY DEFERRED,
  organizer INTEGER NOT NULL CHECK (organizer IN (0, 1)),
  administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
  joined_on TEXT CHECK (joined_on LIKE '____-__-__'),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  roster_order INTEGER NOT NULL
) STRICT;
CREATE INDEX org_member_by_department ON org_member (department_id);
CREATE INDEX org_member_in_roster_order ON org_member (active, roster_order);

CREATE TABLE org_account (
  user_id TEXT PRIMARY KEY CHECK (user_id <> ''),
  team_id TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  locale TEXT,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  bot INTEGER NOT NULL CHECK (bot IN (0, 1)),
  member_id TEXT UNIQUE REFERENCES org_member (id),
  seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE org_stranger (
  user_id TEXT PRIMARY KEY,
  hinted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE org_audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  member_id TEXT REFERENCES org_member (id),
  operator TEXT,
  action TEXT NOT NULL CHECK (action <> ''),
  subject TEXT NOT NULL,
  detail TEXT,
  CHECK ((member_id IS NULL) <> (operator IS NULL))
) STRICT;
CREATE INDEX org_audit_by_time ON org_audit (at);
CREATE INDEX org_audit_by_member ON org_audit (member_id, at);
CREATE TRIGGER org_audit_is_never_changed BEFORE UPDATE ON org_audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER org_audit_is_never_deleted BEFORE DELETE ON org_audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never deleted'); END;
`;
