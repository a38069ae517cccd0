/**
 * From when on what happens to an approved leave by itself has not been looked at: `due_at` alone doesn't say what was passed over when working hours
 * or the policy move to an earlier time.
 */
export const leaveDueSince = `
ALTER TABLE leave_request ADD COLUMN due_since INTEGER;
UPDATE leave_request SET due_since = due_at WHERE due_at IS NOT NULL;
`;
