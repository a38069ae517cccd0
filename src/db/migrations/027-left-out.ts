/** Who would have been asked in a round but for their leave; how many of a reachability check. */
export const leftOut = `
CREATE TABLE reflection_left_out (
  round_id TEXT NOT NULL REFERENCES reflection_round (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  department_id TEXT NOT NULL REFERENCES org_department (id),
  PRIMARY KEY (round_id, member_id)
) STRICT, WITHOUT ROWID;
ALTER TABLE meeting_reachability ADD COLUMN on_leave INTEGER NOT NULL DEFAULT 0 CHECK (on_leave >= 0);
`;
