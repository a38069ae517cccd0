/**
 * The keys move into a file of their own, keys.db, whose id stands here: this file and its copies hold no key any more (move-keys.ts moves those
 * of former versions). `db_key_replaced` names keys that have lost their point and are to be destroyed there; it is written with the change
 * that made them pointless, so that a crash in between only delays it.
 */
export const keyStore = `
CREATE TABLE db_key_store (
  id TEXT PRIMARY KEY
) STRICT;

CREATE TABLE db_key_replaced (
  key_id BLOB PRIMARY KEY CHECK (length(key_id) = 8)
) STRICT, WITHOUT ROWID;
`;
