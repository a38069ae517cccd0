/**
 * 年休假台账 (src/leave/balance/balance.ts). It only grows: of an entry nothing but its sealed `reason` ever changes, and that only goes. `seq` is the
 * order in which they were made; `undoes` the entry that this one undoes, once. `counted`: what the days of the year counted by the calendar of
 * then. `leave_returned`: what whoever came back earlier gave back of `leave_days`, as it was counted then.
 */
export const leaveBalance = `
CREATE TABLE leave_entry (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  member_id TEXT NOT NULL REFERENCES org_member (id),
  year INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('correction', 'year-without', 'recount')),
  half_days INTEGER NOT NULL,
  leave_id TEXT REFERENCES leave_request (id),
  counted INTEGER CHECK (counted >= 0),
  undoes TEXT UNIQUE REFERENCES leave_entry (id),
  made_by TEXT NOT NULL REFERENCES org_member (id),
  made_at INTEGER NOT NULL,
  reason BLOB,
  CHECK (made_by <> member_id),
  CHECK ((kind = 'recount') = (leave_id IS NOT NULL) AND (leave_id IS NULL) = (counted IS NULL)),
  CHECK (kind <> 'correction' OR half_days <> 0),
  CHECK (kind <> 'year-without' OR half_days = 0)
) STRICT;
CREATE INDEX leave_entry_by_member ON leave_entry (member_id, year);
CREATE INDEX leave_entry_by_leave ON leave_entry (leave_id) WHERE leave_id IS NOT NULL;
CREATE INDEX leave_entry_by_reason ON leave_entry (made_at) WHERE reason IS NOT NULL;
CREATE TRIGGER leave_entry_stays BEFORE UPDATE OF seq, id, member_id, year, kind, half_days, leave_id, counted, undoes, made_by, made_at ON leave_entry
BEGIN SELECT RAISE(ABORT, 'leave_entry only grows'); END;
CREATE TRIGGER leave_entry_reason_only_goes BEFORE UPDATE OF reason ON leave_entry WHEN NEW.reason IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'leave_entry only grows'); END;
CREATE TRIGGER leave_entry_kept BEFORE DELETE ON leave_entry BEGIN SELECT RAISE(ABORT, 'leave_entry only grows'); END;

CREATE TABLE leave_returned (
  leave_id TEXT NOT NULL,
  year INTEGER NOT NULL,
  half_days INTEGER NOT NULL CHECK (half_days > 0),
  PRIMARY KEY (leave_id, year),
  FOREIGN KEY (leave_id, year) REFERENCES leave_days (leave_id, year)
) STRICT, WITHOUT ROWID;
`;
