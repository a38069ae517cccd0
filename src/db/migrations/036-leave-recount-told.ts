/** Which leave personnel has been told of that holidays announced later would count otherwise, and what it would count as they were told. */
export const leaveRecountTold = `
CREATE TABLE leave_recount_told (
  leave_id TEXT NOT NULL REFERENCES leave_request (id),
  year INTEGER NOT NULL,
  would_count INTEGER NOT NULL,
  PRIMARY KEY (leave_id, year)
) STRICT, WITHOUT ROWID;
`;
