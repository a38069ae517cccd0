/** How many times what stands in the form has been saved: a preview announces only what it showed. */
export const draftRevision = `
ALTER TABLE meeting_draft ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
`;
