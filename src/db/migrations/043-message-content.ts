/**
 * What messages say is kept once for all who are told the same, and goes with the last row that refers to it. Before, each row was a page of
 * its own for the sake of a card that it has only for a second. SQLite can't change the conditions of a column, so the table is written anew;
 * ids must never come again, so that the highest one so far goes along.
 */
export const messageContent = `
CREATE TABLE delivery_content (
  id INTEGER PRIMARY KEY,
  json TEXT NOT NULL
) STRICT;
INSERT INTO delivery_content (json) SELECT DISTINCT content FROM delivery_outbox WHERE content IS NOT NULL;
CREATE TABLE outbox_next (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE CHECK (key <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('post', 'file')),
  member_id TEXT REFERENCES org_member (id),
  chat_user TEXT CHECK (chat_user <> ''),
  channel TEXT CHECK (channel <> ''),
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  content_id INTEGER REFERENCES delivery_content (id),
  sealed BLOB,
  nonce TEXT NOT NULL UNIQUE,
  enqueued_at INTEGER NOT NULL,
  expires_at INTEGER,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'refused', 'expired', 'unknown')),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  sent_to TEXT,
  look_since INTEGER,
  message_channel TEXT,
  message_id TEXT,
  refusal_code TEXT,
  settled_at INTEGER,
  told_at INTEGER,
  dropped_at INTEGER CHECK (dropped_at IS NULL OR (state IN ('refused', 'unknown') AND content_id IS NULL AND sealed IS NULL)),
  look_first INTEGER NOT NULL DEFAULT 0 CHECK (look_first IN (0, 1)),
  request TEXT,
  CHECK ((member_id IS NOT NULL) + (chat_user IS NOT NULL) + (channel IS NOT NULL) = 1),
  CHECK (content_id IS NULL OR sealed IS NULL),
  CHECK (state NOT IN ('pending', 'sending') OR content_id IS NOT NULL OR sealed IS NOT NULL),
  CHECK (state NOT IN ('sending', 'unknown') OR (sent_to IS NOT NULL AND look_since IS NOT NULL)),
  CHECK ((state = 'sent') = (message_channel IS NOT NULL AND message_id IS NOT NULL)),
  CHECK ((state IN ('pending', 'sending')) = (settled_at IS NULL))
) STRICT;
INSERT INTO outbox_next
  SELECT delivery_outbox.id, key, kind, member_id, chat_user, channel, urgent, delivery_content.id, sealed, nonce, enqueued_at, expires_at, state, attempts,
    sent_to, look_since, message_channel, message_id, refusal_code, settled_at, told_at, dropped_at, look_first, request
  FROM delivery_outbox LEFT JOIN delivery_content ON json = content;
CREATE TABLE update_next (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  outbox_id INTEGER NOT NULL UNIQUE REFERENCES outbox_next (id),
  card TEXT NOT NULL,
  routine INTEGER NOT NULL DEFAULT 0 CHECK (routine IN (0, 1)),
  request TEXT
) STRICT;
INSERT INTO update_next SELECT id, outbox_id, card, routine, request FROM delivery_update;
CREATE TABLE retry_next (
  outbox_id INTEGER PRIMARY KEY REFERENCES outbox_next (id)
) STRICT;
INSERT INTO retry_next SELECT outbox_id FROM delivery_retry;
DELETE FROM sqlite_sequence WHERE name IN ('outbox_next', 'update_next');
INSERT INTO sqlite_sequence
  SELECT replace(name, 'delivery_', '') || '_next', seq FROM sqlite_sequence WHERE name IN ('delivery_outbox', 'delivery_update');
DROP TABLE delivery_retry;
DROP TABLE delivery_update;
DROP TABLE delivery_outbox;
ALTER TABLE outbox_next RENAME TO delivery_outbox;
ALTER TABLE update_next RENAME TO delivery_update;
ALTER TABLE retry_next RENAME TO delivery_retry;
CREATE INDEX delivery_outbox_by_state ON delivery_outbox (state, id);
CREATE INDEX delivery_outbox_by_expiry ON delivery_outbox (state, expires_at) WHERE state = 'pending' AND expires_at IS NOT NULL;
CREATE INDEX delivery_outbox_by_member ON delivery_outbox (member_id);
CREATE INDEX delivery_outbox_by_settling ON delivery_outbox (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX delivery_outbox_untold ON delivery_outbox (settled_at) WHERE told_at IS NULL AND state IN ('refused', 'expired');
CREATE INDEX delivery_outbox_by_content ON delivery_outbox (content_id) WHERE content_id IS NOT NULL;
CREATE TRIGGER delivery_content_is_given_up AFTER UPDATE OF content_id ON delivery_outbox
WHEN OLD.content_id IS NOT NULL AND NEW.content_id IS NOT OLD.content_id
BEGIN
  DELETE FROM delivery_content WHERE id = OLD.content_id AND NOT EXISTS (SELECT 1 FROM delivery_outbox WHERE content_id = OLD.content_id);
END;
CREATE TRIGGER delivery_message_is_forgotten AFTER DELETE ON delivery_outbox
WHEN OLD.content_id IS NOT NULL
BEGIN
  DELETE FROM delivery_content WHERE id = OLD.content_id AND NOT EXISTS (SELECT 1 FROM delivery_outbox WHERE content_id = OLD.content_id);
END;
`;
