/**
 * `leave_overlap`: a meeting during approved leave that its member is told of at `due_at`, when working hours begin. `leave_calendar_file`: the
 * highest SEQUENCE of which the member has a calendar file, for the first leave of a chain of replacements.
 */
export const leaveAway = `
CREATE TABLE leave_overlap (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  leave_id TEXT NOT NULL REFERENCES leave_request (id),
  due_at INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, leave_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX leave_overlap_by_due ON leave_overlap (due_at);

CREATE TABLE leave_calendar_file (
  first_id TEXT PRIMARY KEY REFERENCES leave_request (id),
  sequence INTEGER NOT NULL CHECK (sequence >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX leave_request_running ON leave_request (until_at) WHERE state = 'approved';
`;
