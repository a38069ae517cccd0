/** `meeting_activity.source_place`: where its calendar said last that it is held; it may be held elsewhere once that has been changed here. */
export const sourcePlace = `
ALTER TABLE meeting_activity ADD COLUMN source_place TEXT;
UPDATE meeting_activity SET source_place = place WHERE source_starts_at IS NOT NULL;
`;
