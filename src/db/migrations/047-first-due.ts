/**
 * When a reminder was to come that waits for the end of a meeting; NULL: it has not had to wait. It is known by that, also in a database that was
 * restored (delivery/restored.ts).
 */
export const firstDue = `
ALTER TABLE reflection_reminder ADD COLUMN first_due_at INTEGER;
`;
