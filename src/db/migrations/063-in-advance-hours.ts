/** Of a meeting to which time was added late, the time that was announced in advance. */
export const inAdvanceHours = `
ALTER TABLE meeting_meeting ADD COLUMN in_advance_from INTEGER;
ALTER TABLE meeting_meeting ADD COLUMN in_advance_until INTEGER;
`;
