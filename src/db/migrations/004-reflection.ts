/** Rounds and asks outlive what was written: after an erasure `content` is null, and participation still counts. */
export const reflection = `
CREATE TABLE reflection_schedule (
  id TEXT PRIMARY KEY,
  spec TEXT NOT NULL,
  paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  since INTEGER NOT NULL,
  handled_through INTEGER
) STRICT;

CREATE TABLE reflection_round (
  id TEXT PRIMARY KEY,
  schedule_id TEXT REFERENCES reflection_schedule (id),
  occurrence_at INTEGER NOT NULL,
  asked TEXT NOT NULL,
  opens_at INTEGER NOT NULL,
  closes_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'missed')),
  missed_reason TEXT CHECK ((missed_reason IS NULL) = (state <> 'missed')),
  trial INTEGER NOT NULL CHECK (trial IN (0, 1)),
  UNIQUE (schedule_id, occurrence_at),
  CHECK (opens_at < closes_at)
) STRICT;
CREATE INDEX reflection_round_by_state ON reflection_round (state, closes_at);
CREATE INDEX reflection_round_by_opening ON reflection_round (opens_at);

CREATE TABLE reflection_ask (
  round_id TEXT NOT NULL REFERENCES reflection_round (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  department_id TEXT NOT NULL REFERENCES org_department (id),
  answered_at INTEGER,
  late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1) AND (late = 0 OR answered_at IS NOT NULL)),
  PRIMARY KEY (round_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reflection_ask_by_member ON reflection_ask (member_id, round_id);

CREATE TABLE reflection_reminder (
  round_id TEXT NOT NULL REFERENCES reflection_round (id),
  member_id TEXT NOT NULL DEFAULT '',
  due_at INTEGER NOT NULL,
  PRIMARY KEY (round_id, member_id, due_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX reflection_reminder_by_due ON reflection_reminder (due_at);

CREATE TABLE reflection_response (
  round_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  submission TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)),
  content BLOB,
  PRIMARY KEY (round_id, member_id, version),
  UNIQUE (member_id, submission),
  FOREIGN KEY (round_id, member_id) REFERENCES reflection_ask (round_id, member_id)
) STRICT;

CREATE TABLE reflection_draft (
  round_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (round_id, member_id),
  FOREIGN KEY (round_id, member_id) REFERENCES reflection_ask (round_id, member_id)
) STRICT;

CREATE TABLE reflection_share (
  round_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  leader_id TEXT NOT NULL REFERENCES org_member (id),
  shared_at INTEGER NOT NULL,
  PRIMARY KEY (round_id, member_id, leader_id),
  FOREIGN KEY (round_id, member_id) REFERENCES reflection_ask (round_id, member_id)
) STRICT;
`;
