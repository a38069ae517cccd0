/**
 * What has been sent is most of the outbox, and nobody looks for it by its state; with an index that holds it as well, SQLite took to reading
 * all that was ever sent where a key would have found a handful. Whoever wants this one says so in the same words (notSent, delivery/tables.ts).
 * Drafts are looked for by whose they are with every answer and every Home tab.
 */
export const byIndex = `
DROP INDEX delivery_outbox_by_state;
CREATE INDEX delivery_outbox_unsent ON delivery_outbox (state, id) WHERE state <> 'sent';
CREATE INDEX reflection_draft_by_member ON reflection_draft (member_id);
`;
