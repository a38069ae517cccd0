/** Reminders that a leader asks for: by whom, and at most one a day of the same round to the same member. */
export const nudge = `
ALTER TABLE reflection_reminder ADD COLUMN asked_by TEXT REFERENCES org_member (id);

CREATE TABLE reflection_nudge (
  round_id TEXT NOT NULL REFERENCES reflection_round (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  nudged_on TEXT NOT NULL,
  asked_by TEXT NOT NULL REFERENCES org_member (id),
  PRIMARY KEY (round_id, member_id, nudged_on)
) STRICT, WITHOUT ROWID;
`;
