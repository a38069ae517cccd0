/**
 * The secret of a check-in, of which its codes and the address of the big screen are made, is sealed; `token_hash` is what the address is looked up
 * by. What was stored in clear can't be sealed here, so a check-in that is open is closed: it keeps its marks, and can be corrected.
 */
export const sealedCheckIn = `
CREATE TABLE check_in_next (
  meeting_id TEXT PRIMARY KEY REFERENCES meeting_meeting (id),
  secret BLOB NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL REFERENCES org_member (id),
  closed_at INTEGER,
  closed_by TEXT REFERENCES org_member (id)
) STRICT;
INSERT INTO check_in_next
  SELECT meeting_id, randomblob(32), randomblob(32), opened_at, opened_by, coalesce(closed_at, opened_at), closed_by FROM meeting_check_in;
CREATE TABLE attendance_next (
  meeting_id TEXT NOT NULL REFERENCES check_in_next (meeting_id),
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
INSERT INTO attendance_next SELECT * FROM meeting_attendance;
CREATE TABLE report_reader_next (
  meeting_id TEXT NOT NULL REFERENCES check_in_next (meeting_id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  PRIMARY KEY (meeting_id, member_id)
) STRICT, WITHOUT ROWID;
INSERT INTO report_reader_next SELECT * FROM meeting_report_reader;
DROP TABLE meeting_attendance;
DROP TABLE meeting_report_reader;
DROP TABLE meeting_check_in;
ALTER TABLE check_in_next RENAME TO meeting_check_in;
ALTER TABLE attendance_next RENAME TO meeting_attendance;
ALTER TABLE report_reader_next RENAME TO meeting_report_reader;
CREATE INDEX meeting_check_in_open ON meeting_check_in (meeting_id) WHERE closed_at IS NULL;
CREATE INDEX meeting_attendance_by_reason ON meeting_attendance (marked_at) WHERE reason IS NOT NULL;
CREATE INDEX meeting_attendance_by_member ON meeting_attendance (member_id);
`;
