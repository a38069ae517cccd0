/**
 * Everything else that has a time and people: `meeting_activity`. `uid` and `recurrence_id` are those of the calendar it came from,
 * `source_…` the time that calendar gives it, which may differ from its own once it has been moved here; null: gone from the calendar.
 * `meeting_feed`: a calendar that is read again and again; its address opens it to anybody, so it lies here sealed.
 * `meeting_activity_draft`: what stands in the form until it is confirmed; it becomes the activity of the same id, or the change of
 * `activity_id` as it was at `sequence`.
 */
export const activity = `
CREATE TABLE meeting_feed (
  id TEXT PRIMARY KEY,
  department_id TEXT NOT NULL REFERENCES org_department (id),
  owner_id TEXT NOT NULL REFERENCES org_member (id),
  address BLOB NOT NULL,
  etag TEXT,
  due_at INTEGER NOT NULL,
  read_at INTEGER,
  failure TEXT,
  told_at INTEGER,
  unreadable TEXT NOT NULL DEFAULT '[]',
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE INDEX meeting_feed_by_due ON meeting_feed (due_at) WHERE removed = 0;

CREATE TABLE meeting_activity (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  place TEXT NOT NULL,
  department_id TEXT NOT NULL REFERENCES org_department (id),
  owner_id TEXT NOT NULL REFERENCES org_member (id),
  audience TEXT NOT NULL,
  excluded TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('chat', 'file', 'feed', 'meeting')),
  meeting_id TEXT REFERENCES meeting_meeting (id),
  feed_id TEXT REFERENCES meeting_feed (id),
  uid TEXT,
  recurrence_id TEXT,
  source_starts_at INTEGER,
  source_ends_at INTEGER,
  state TEXT NOT NULL CHECK (state IN ('planned', 'suspended', 'cancelled')),
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  CHECK (starts_at < ends_at),
  CHECK ((source = 'meeting') = (meeting_id IS NOT NULL)),
  CHECK ((source = 'feed') = (feed_id IS NOT NULL)),
  CHECK ((source IN ('file', 'feed')) = (uid IS NOT NULL AND recurrence_id IS NOT NULL))
) STRICT;
CREATE INDEX meeting_activity_by_end ON meeting_activity (ends_at);
CREATE UNIQUE INDEX meeting_activity_by_meeting ON meeting_activity (meeting_id) WHERE source = 'meeting';
CREATE UNIQUE INDEX meeting_activity_by_feed ON meeting_activity (feed_id, uid, recurrence_id) WHERE source = 'feed';
CREATE UNIQUE INDEX meeting_activity_by_file ON meeting_activity (department_id, uid, recurrence_id) WHERE source = 'file';

CREATE TABLE meeting_activity_draft (
  id TEXT PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES org_member (id),
  activity_id TEXT REFERENCES meeting_activity (id),
  sequence INTEGER CHECK ((sequence IS NULL) = (activity_id IS NULL)),
  content TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_activity_draft_by_time ON meeting_activity_draft (saved_at);
`;
