/** How often a meeting was suspended for another, or took place after all: calendars follow that as well, by the SEQUENCE of its file. */
export const suspensions = `
ALTER TABLE meeting_meeting ADD COLUMN suspensions INTEGER NOT NULL DEFAULT 0;
`;
