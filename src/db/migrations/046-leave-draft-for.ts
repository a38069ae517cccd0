/**
 * `member_id`: whom a form for leave is for, once somebody else is named in it; it is sealed with their key then, and goes with them. Whom a form
 * that is open now is for stands sealed in it, with its author's key, so it goes: it would have been forgotten within a week.
 */
export const leaveDraftFor = `
ALTER TABLE leave_draft ADD COLUMN member_id TEXT REFERENCES org_member (id);
CREATE INDEX leave_draft_by_member ON leave_draft (member_id);
DELETE FROM leave_draft WHERE on_behalf = 1;
`;
