/** Annual leave goes by cumulative years of work, which begin before somebody joins this office. */
export const workedSince = `
ALTER TABLE org_member ADD COLUMN worked_since TEXT CHECK (worked_since LIKE '____-__-__');
`;
