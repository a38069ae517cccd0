/**
 * What each member knows of a meeting. `meeting_version`: when and where it was to be at each sequence, so that people are told the old and the
 * new. `meeting_told.sequence`: the version they were last told of, NULL: of none; `prior_…`: the one before, for a message that is taken back
 * unsent; `due_at`: there is something new, and it waits until then; `last_key`: the message that speaks of it in their conversation.
 */
export const notice = `
CREATE TABLE meeting_version (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  sequence INTEGER NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  place TEXT NOT NULL,
  link TEXT,
  PRIMARY KEY (meeting_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_told (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  sequence INTEGER,
  expected INTEGER NOT NULL DEFAULT 0 CHECK (expected IN (0, 1)),
  prior_sequence INTEGER,
  prior_expected INTEGER NOT NULL DEFAULT 0 CHECK (prior_expected IN (0, 1)),
  last_key TEXT,
  due_at INTEGER,
  PRIMARY KEY (meeting_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_told_by_due ON meeting_told (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE meeting_reminder (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  minutes_before INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, minutes_before)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_reminder_by_due ON meeting_reminder (due_at);

CREATE TABLE meeting_nudge (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  n INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last IN (0, 1)),
  due_at INTEGER,
  PRIMARY KEY (meeting_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_nudge_by_due ON meeting_nudge (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE meeting_board (
  meeting_id TEXT PRIMARY KEY REFERENCES meeting_meeting (id),
  stale INTEGER NOT NULL CHECK (stale IN (0, 1)),
  listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_board_stale ON meeting_board (stale) WHERE stale = 1;

CREATE TABLE meeting_calendar_file (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  sequence INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_calendar_feed (
  member_id TEXT PRIMARY KEY REFERENCES org_member (id),
  token_hash BLOB NOT NULL UNIQUE,
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
