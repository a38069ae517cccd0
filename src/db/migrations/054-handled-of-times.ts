/** `reflection_schedule.handled_through` is of the times that a schedule has now: those before `since` may be of others, and count for nothing. */
export const handledOfTimes = `
UPDATE reflection_schedule SET handled_through = NULL WHERE handled_through < since;
`;
