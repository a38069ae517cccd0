/**
 * A nudge for those who were added to a meeting when everybody else had been nudged: by the instant at which they were invited. NULL: it is for
 * everybody.
 */
export const nudgeOfAdded = `
ALTER TABLE meeting_nudge ADD COLUMN invited_at INTEGER;
`;
