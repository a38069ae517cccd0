/**
 * 出差、年休假 (src/leave/leave.ts). `written` is sealed: reason, destination, phone, attachments; `words` of a step as well. Both are null once they
 * were erased or their time was over. `from_at` and `until_at` are the span of the half days, [from_at, until_at). `leave_days` is what the request
 * counted in each year, by the calendar of its time; `due_at` of a request is when something happens to the leave by itself: a reminder, a nudge to
 * report back. `leave_told`: who has a card of it, as what. `leave_history` only grows.
 */
export const leave = `
CREATE TABLE leave_request (
  id TEXT PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES org_member (id),
  requested_by TEXT NOT NULL REFERENCES org_member (id),
  kind TEXT NOT NULL CHECK (kind IN ('business-trip', 'annual-leave', 'personal-leave', 'sick-leave')),
  from_on TEXT NOT NULL,
  from_half TEXT NOT NULL CHECK (from_half IN ('morning', 'afternoon')),
  until_on TEXT NOT NULL,
  until_half TEXT NOT NULL CHECK (until_half IN ('morning', 'afternoon')),
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL CHECK (until_at > from_at),
  half_days INTEGER NOT NULL CHECK (half_days >= 0),
  department_id TEXT NOT NULL REFERENCES org_department (id),
  rank TEXT NOT NULL,
  written BLOB,
  acting_id TEXT REFERENCES org_member (id),
  acting_answer TEXT CHECK (acting_answer IN ('asked', 'accepted', 'declined')),
  state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'refused', 'returned', 'withdrawn', 'replaced', 'ended')),
  requested_at INTEGER NOT NULL,
  replaces TEXT REFERENCES leave_request (id),
  back_on TEXT,
  back_half TEXT CHECK (back_half IN ('morning', 'afternoon')),
  back_reported_at INTEGER,
  confirm_by INTEGER,
  due_at INTEGER,
  CHECK (acting_id <> member_id),
  CHECK ((acting_id IS NULL) = (acting_answer IS NULL)),
  CHECK ((state = 'ended') = (back_on IS NOT NULL)),
  CHECK ((back_on IS NULL) = (back_half IS NULL) AND (back_on IS NULL) = (back_reported_at IS NULL))
) STRICT;
CREATE INDEX leave_request_by_member ON leave_request (member_id, requested_at);
CREATE INDEX leave_request_by_span ON leave_request (until_at, from_at) WHERE state IN ('approved', 'ended');
CREATE INDEX leave_request_by_acting ON leave_request (acting_id) WHERE acting_id IS NOT NULL;
CREATE INDEX leave_request_by_due ON leave_request (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX leave_request_by_confirm ON leave_request (confirm_by) WHERE confirm_by IS NOT NULL;
CREATE INDEX leave_request_by_time ON leave_request (requested_at) WHERE written IS NOT NULL;
CREATE UNIQUE INDEX leave_request_by_replaced ON leave_request (replaces) WHERE replaces IS NOT NULL AND state IN ('pending', 'approved');

CREATE TABLE leave_days (
  leave_id TEXT NOT NULL REFERENCES leave_request (id),
  year INTEGER NOT NULL,
  half_days INTEGER NOT NULL CHECK (half_days > 0),
  PRIMARY KEY (leave_id, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE leave_step (
  leave_id TEXT NOT NULL REFERENCES leave_request (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  action TEXT NOT NULL CHECK (action IN ('approve', 'process', 'notify', 'file')),
  role TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'open', 'done')),
  assignee_id TEXT REFERENCES org_member (id),
  stands_for TEXT REFERENCES org_member (id),
  opened_at INTEGER,
  due_at INTEGER,
  nudged INTEGER NOT NULL DEFAULT 0 CHECK (nudged IN (0, 1)),
  outcome TEXT CHECK (outcome IN ('approved', 'refused', 'returned', 'processed', 'filed', 'told')),
  done_by TEXT REFERENCES org_member (id),
  done_at INTEGER,
  words BLOB,
  PRIMARY KEY (leave_id, position),
  CHECK ((state = 'waiting') = (opened_at IS NULL)),
  CHECK ((state = 'done') = (outcome IS NOT NULL) AND (outcome IS NULL) = (done_at IS NULL)),
  CHECK ((outcome IN ('approved', 'refused', 'returned', 'processed')) <= (done_by IS NOT NULL)),
  CHECK (state = 'open' OR due_at IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX leave_step_open ON leave_step (role, assignee_id) WHERE state = 'open';
CREATE INDEX leave_step_by_due ON leave_step (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX leave_step_done ON leave_step (role, action, done_at) WHERE state = 'done';

CREATE TABLE leave_history (
  id INTEGER PRIMARY KEY,
  leave_id TEXT NOT NULL REFERENCES leave_request (id),
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  actor_id TEXT REFERENCES org_member (id),
  subject_id TEXT REFERENCES org_member (id),
  position INTEGER
) STRICT;
CREATE INDEX leave_history_by_leave ON leave_history (leave_id, id);
CREATE TRIGGER leave_history_stays BEFORE UPDATE ON leave_history BEGIN SELECT RAISE(ABORT, 'leave_history only grows'); END;
CREATE TRIGGER leave_history_kept BEFORE DELETE ON leave_history BEGIN SELECT RAISE(ABORT, 'leave_history only grows'); END;

CREATE TABLE leave_told (
  leave_id TEXT NOT NULL REFERENCES leave_request (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  part TEXT NOT NULL CHECK (part IN ('applicant', 'acting', 'approve', 'process', 'notify', 'file')),
  PRIMARY KEY (leave_id, member_id, part)
) STRICT, WITHOUT ROWID;
`;
