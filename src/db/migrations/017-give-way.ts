/**
 * What stands in the way of a bureau meeting, and what became of it: one row for each meeting and activity (give-way/rules.ts).
 * `meeting_starts_at` and `meeting_ends_at`: of the meeting as its owner was told. `reason` and `answer` are sealed.
 */
export const giveWay = `
CREATE TABLE meeting_give_way (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  activity_id TEXT NOT NULL REFERENCES meeting_activity (id),
  obligation TEXT NOT NULL CHECK (obligation IN ('must', 'asked')),
  state TEXT NOT NULL CHECK (state IN ('open', 'exemption-asked', 'exempted', 'suspended', 'passed', 'moved', 'cancelled', 'released')),
  notice INTEGER NOT NULL CHECK (notice >= 1),
  refused INTEGER NOT NULL CHECK (refused IN (0, 1)),
  overdue INTEGER NOT NULL CHECK (overdue IN (0, 1)),
  opened_at INTEGER NOT NULL,
  deadline_at INTEGER NOT NULL,
  meeting_starts_at INTEGER NOT NULL,
  meeting_ends_at INTEGER NOT NULL,
  together INTEGER NOT NULL,
  remind_at INTEGER,
  asked_by TEXT REFERENCES org_member (id),
  reason BLOB CHECK ((reason IS NULL) = (asked_by IS NULL)),
  decided_by TEXT REFERENCES org_member (id),
  decided_at INTEGER CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  answer BLOB CHECK ((answer IS NULL) = (decided_by IS NULL)),
  version INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, activity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_give_way_by_activity ON meeting_give_way (activity_id);
CREATE INDEX meeting_give_way_by_deadline ON meeting_give_way (deadline_at) WHERE state IN ('open', 'exemption-asked');
CREATE INDEX meeting_give_way_by_reminder ON meeting_give_way (remind_at) WHERE remind_at IS NOT NULL;
`;
