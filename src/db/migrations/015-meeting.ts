/**
 * Meetings, who is expected at them, and what an organizer is filling in. `meeting_draft`: what stands in the form between two of its pages;
 * it becomes the meeting of the same id, or the change of `meeting_id` as it was at `sequence`.
 */
export const meeting = `
CREATE TABLE meeting_meeting (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('bureau', 'departments')),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  place TEXT NOT NULL,
  link TEXT,
  agenda TEXT,
  audience TEXT NOT NULL,
  excluded TEXT NOT NULL,
  substitutes INTEGER NOT NULL CHECK (substitutes IN (0, 1)),
  absence_deadline_at INTEGER NOT NULL,
  attachments TEXT NOT NULL,
  emergency INTEGER NOT NULL CHECK (emergency IN (0, 1)),
  department_id TEXT NOT NULL REFERENCES org_department (id),
  organizer_id TEXT NOT NULL REFERENCES org_member (id),
  announced_at INTEGER NOT NULL,
  in_advance INTEGER NOT NULL CHECK (in_advance IN (0, 1)),
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  state TEXT NOT NULL CHECK (state IN ('announced', 'cancelled')),
  CHECK (starts_at < ends_at)
) STRICT;
CREATE INDEX meeting_meeting_by_end ON meeting_meeting (ends_at);
CREATE INDEX meeting_meeting_by_start ON meeting_meeting (starts_at);

CREATE TABLE meeting_invitee (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  department_id TEXT NOT NULL REFERENCES org_department (id),
  invited_at INTEGER NOT NULL,
  acknowledged_at INTEGER,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  PRIMARY KEY (meeting_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_invitee_by_member ON meeting_invitee (member_id, meeting_id);

CREATE TABLE meeting_draft (
  id TEXT PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES org_member (id),
  meeting_id TEXT REFERENCES meeting_meeting (id),
  sequence INTEGER CHECK ((sequence IS NULL) = (meeting_id IS NULL)),
  content TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_draft_by_time ON meeting_draft (saved_at);
`;
