/** Cards and Home tabs that change for everybody at once come after those that somebody has just pressed for. */
export const urgency = `
ALTER TABLE delivery_update ADD COLUMN routine INTEGER NOT NULL DEFAULT 0 CHECK (routine IN (0, 1));
ALTER TABLE delivery_home ADD COLUMN routine INTEGER NOT NULL DEFAULT 0 CHECK (routine IN (0, 1));
`;
