/** `stale`: the card of whoever asked no longer says how it is. `undelivered`: by the end the question had not reached them. */
export const undeliveredQuestions = `
ALTER TABLE meeting_reachability ADD COLUMN stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1));
ALTER TABLE meeting_reachability_ask ADD COLUMN undelivered INTEGER NOT NULL DEFAULT 0 CHECK (undelivered IN (0, 1));
`;
