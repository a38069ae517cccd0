/**
 * When somebody left the roster: what waits for them is kept for a time from then on. Of whoever has left before, the last entry of the audit log
 * has to do.
 */
export const leftAt = `
ALTER TABLE org_member ADD COLUMN left_at INTEGER;
UPDATE org_member SET left_at = (SELECT ifnull(max(at), 0) FROM org_audit) WHERE active = 0;
`;
