/** Whose department it was, or who was under it, when it was dissolved: what it has ahead is theirs. */
export const dissolvedMember = `
CREATE TABLE org_dissolved_member (
  department_id TEXT NOT NULL REFERENCES org_department (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  PRIMARY KEY (department_id, member_id)
) STRICT, WITHOUT ROWID;
`;
