/**
 * 会议请假. `reason` and `refusal_reason` are sealed, and null once they were erased or their time was over. One open request of a member for a
 * meeting; `due_at` is when something happens to an undecided one by itself. `replaces`: it was made anew for a meeting that was moved.
 * `leave_approver`: who was sent its card.
 */
export const absence = `
CREATE TABLE leave_absence (
  id TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  requested_at INTEGER NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)),
  reason BLOB,
  substitute_id TEXT REFERENCES org_member (id),
  substitute_answer TEXT CHECK (substitute_answer IN ('asked', 'accepted', 'declined')),
  state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn', 'asked', 'replaced', 'cancelled', 'undecided')),
  decided_by TEXT REFERENCES org_member (id),
  decided_at INTEGER CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  refusal_reason BLOB,
  due_at INTEGER,
  moved_at INTEGER,
  replaces TEXT REFERENCES leave_absence (id),
  CHECK ((substitute_id IS NULL) = (substitute_answer IS NULL)),
  CHECK ((due_at IS NOT NULL) = (state IN ('pending', 'asked'))),
  CHECK ((state IN ('approved', 'refused')) <= (decided_by IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX leave_absence_open ON leave_absence (meeting_id, member_id) WHERE state IN ('pending', 'approved', 'asked');
CREATE INDEX leave_absence_by_meeting ON leave_absence (meeting_id, requested_at);
CREATE INDEX leave_absence_by_member ON leave_absence (member_id, requested_at);
CREATE INDEX leave_absence_by_due ON leave_absence (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX leave_absence_by_time ON leave_absence (requested_at) WHERE reason IS NOT NULL OR refusal_reason IS NOT NULL;

CREATE TABLE leave_approver (
  absence_id TEXT NOT NULL REFERENCES leave_absence (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  PRIMARY KEY (absence_id, member_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE retention_run ADD COLUMN reasons INTEGER NOT NULL DEFAULT 0 CHECK (reasons >= 0);
`;
