/** What became of a bulletin's post in the channel, as the cards of the office say it; and how often it was posted again, each time under a key of its own. */
export const bulletinPost = `
ALTER TABLE participation_bulletin ADD COLUMN post TEXT NOT NULL DEFAULT 'waiting' CHECK (post IN ('waiting', 'arrived', 'refused', 'unknown'));
ALTER TABLE participation_bulletin ADD COLUMN reposts INTEGER NOT NULL DEFAULT 0 CHECK (reposts >= 0);
`;
