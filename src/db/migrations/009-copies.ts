/**
 * What a copy of this database needs to know to take its place. `db_copy` has a row in copies only: when it was taken. `delivery_restored`: since
 * that instant somebody else may have sent what this file still means to send, so it is looked for first (delivery/restored.ts). Nonces are derived
 * from keys with the salt, so that a message which this file never knew of is found by the key that would have caused it.
 */
export const copies = `
CREATE TABLE db_copy (
  taken_at INTEGER NOT NULL
) STRICT;

CREATE TABLE delivery_restored (
  id INTEGER PRIMARY KEY,
  taken_at INTEGER NOT NULL,
  restored_at INTEGER NOT NULL,
  looks_until INTEGER
) STRICT;

ALTER TABLE delivery_outbox ADD COLUMN look_first INTEGER NOT NULL DEFAULT 0 CHECK (look_first IN (0, 1));

CREATE TABLE delivery_salt (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;
INSERT INTO delivery_salt VALUES (1, randomblob(32));
`;
