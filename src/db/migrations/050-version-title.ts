/**
 * The title under which a meeting was to be at each sequence: whoever is taken off is told of it under the title that they know. What it was
 * before this is not known any more.
 */
export const versionTitle = `
ALTER TABLE meeting_version ADD COLUMN title TEXT NOT NULL DEFAULT '';
UPDATE meeting_version SET title = (SELECT title FROM meeting_meeting WHERE id = meeting_id);
`;
