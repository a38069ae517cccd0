/** Approvers who have let a step of a request for leave wait for too long, and in whose place they were: it has moved up, past them. */
export const leavePassed = `
CREATE TABLE leave_passed (
  leave_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  member_id TEXT NOT NULL REFERENCES org_member (id),
  PRIMARY KEY (leave_id, position, member_id),
  FOREIGN KEY (leave_id, position) REFERENCES leave_step (leave_id, position)
) STRICT, WITHOUT ROWID;
`;
