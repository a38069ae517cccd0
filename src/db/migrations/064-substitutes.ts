/** A substitute's own calendar looks for the meetings they come to. */
export const substitutes = `
CREATE INDEX leave_absence_by_substitute ON leave_absence (substitute_id) WHERE substitute_id IS NOT NULL;
`;
