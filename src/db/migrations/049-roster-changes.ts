/**
 * `org_roster.changes` counts the rosters that changed something; `meeting_meeting.roster_changes` says which of them the list of those who are
 * expected has followed. NULL: it follows none any more, since the meeting has begun, or was announced before lists followed the roster.
 */
export const rosterChanges = `
CREATE TABLE org_roster (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  changes INTEGER NOT NULL
) STRICT;
INSERT INTO org_roster (id, changes) VALUES (1, 0);

ALTER TABLE meeting_meeting ADD COLUMN roster_changes INTEGER;
CREATE INDEX meeting_meeting_following ON meeting_meeting (starts_at) WHERE roster_changes IS NOT NULL;
`;
