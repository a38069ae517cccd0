/**
 * 签到. One check-in of a meeting, open until `closed_at`; `closed_by` is null where it closed by itself. `meeting_attendance`: what was recorded
 * of somebody, each correction a version of its own with its reason, sealed; the newest counts. `marked_by`: themselves, their substitute, or the
 * organizer. `meeting_code_try`: wrong codes in a row.
 */
export const attendance = `
CREATE TABLE meeting_check_in (
  meeting_id TEXT PRIMARY KEY REFERENCES meeting_meeting (id),
  secret TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL REFERENCES org_member (id),
  closed_at INTEGER,
  closed_by TEXT REFERENCES org_member (id)
) STRICT;
CREATE INDEX meeting_check_in_open ON meeting_check_in (meeting_id) WHERE closed_at IS NULL;

CREATE TABLE meeting_attendance (
  meeting_id TEXT NOT NULL REFERENCES meeting_check_in (meeting_id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  version INTEGER NOT NULL CHECK (version > 0),
  status TEXT NOT NULL CHECK (status IN ('present', 'late', 'excused', 'absent')),
  left_early INTEGER NOT NULL CHECK (left_early IN (0, 1) AND (left_early = 0 OR status IN ('present', 'late'))),
  checked_in_at INTEGER,
  via TEXT NOT NULL CHECK (via IN ('code', 'list', 'correction')),
  marked_by TEXT NOT NULL REFERENCES org_member (id),
  marked_at INTEGER NOT NULL,
  reason BLOB,
  PRIMARY KEY (meeting_id, member_id, version)
) STRICT;
CREATE INDEX meeting_attendance_by_reason ON meeting_attendance (marked_at) WHERE reason IS NOT NULL;
CREATE INDEX meeting_attendance_by_member ON meeting_attendance (member_id);

CREATE TABLE meeting_code_try (
  member_id TEXT PRIMARY KEY REFERENCES org_member (id),
  wrong INTEGER NOT NULL CHECK (wrong > 0),
  tried_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_report_reader (
  meeting_id TEXT NOT NULL REFERENCES meeting_check_in (meeting_id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  PRIMARY KEY (meeting_id, member_id)
) STRICT, WITHOUT ROWID;
`;
