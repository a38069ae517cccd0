/**
 * `leave_added_returned`: what whoever came back earlier gave back of the half days that personnel had added to a leave since (src/leave/balance). Until
 * now it stood in `leave_returned` with what was given back of the days that were counted at first, and is told apart where it must be more than those.
 */
export const addedReturned = `
CREATE TABLE leave_added_returned (
  leave_id TEXT NOT NULL REFERENCES leave_request (id),
  year INTEGER NOT NULL,
  half_days INTEGER NOT NULL CHECK (half_days > 0),
  PRIMARY KEY (leave_id, year)
) STRICT, WITHOUT ROWID;
INSERT INTO leave_added_returned
SELECT leave_id, year, leave_returned.half_days - leave_days.half_days
FROM leave_returned JOIN leave_days USING (leave_id, year) WHERE leave_returned.half_days > leave_days.half_days;
UPDATE leave_returned SET half_days = leave_returned.half_days - leave_added_returned.half_days
FROM leave_added_returned WHERE leave_added_returned.leave_id = leave_returned.leave_id AND leave_added_returned.year = leave_returned.year;
`;
