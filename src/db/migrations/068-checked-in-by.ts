/**
 * Whoever was there of those that stand on a list: the member themselves, or whoever came instead. Null in what was recorded before: then it is
 * whoever recorded it.
 */
export const checkedInBy = `
ALTER TABLE meeting_attendance ADD COLUMN checked_in_by TEXT REFERENCES org_member (id);
`;
