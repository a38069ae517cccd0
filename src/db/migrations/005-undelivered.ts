/**
 * Messages that did not arrive: whether the administrators were told, and whether somebody gave them up. `delivery_retry` names those that are to
 * be tried once more; the dispatcher, which reads new rows by their id, would not see an old one that has become pending again.
 */
export const undelivered = `
ALTER TABLE delivery_outbox ADD COLUMN told_at INTEGER;
ALTER TABLE delivery_outbox ADD COLUMN dropped_at INTEGER
  CHECK (dropped_at IS NULL OR (state IN ('refused', 'unknown') AND content IS NULL AND sealed IS NULL));
UPDATE delivery_outbox SET told_at = settled_at WHERE state IN ('refused', 'expired', 'unknown');
CREATE INDEX delivery_outbox_untold ON delivery_outbox (settled_at) WHERE told_at IS NULL AND state IN ('refused', 'expired');

CREATE TABLE delivery_retry (
  outbox_id INTEGER PRIMARY KEY REFERENCES delivery_outbox (id)
) STRICT;
`;
