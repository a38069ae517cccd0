/** When leave that was corrected before it was decided, or returned, was first asked for. Of what was asked for before this, that is not known. */
export const firstAsked = `
ALTER TABLE leave_request ADD COLUMN first_asked_at INTEGER;
`;
