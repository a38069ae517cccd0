/**
 * What a night's run deleted is told in the morning: those that have ended have been told. And a newer card of a message that is withdrawn, and was
 * refused or is held, will never be shown: it would keep the message for ever.
 */
export const toldByDay = `
ALTER TABLE retention_run ADD COLUMN told_at INTEGER;
UPDATE retention_run SET told_at = ended_at;
CREATE INDEX retention_run_untold ON retention_run (occurrence_at) WHERE told_at IS NULL;
DELETE FROM delivery_update WHERE outbox_id IN (SELECT id FROM delivery_outbox WHERE state IN ('refused', 'unknown') AND expires_at = 0);
`;
