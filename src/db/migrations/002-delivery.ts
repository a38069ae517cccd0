/**
 * What is to be sent, what came in, and the keys that content is sealed with.
 * Ids of the three outgoing tables only grow (AUTOINCREMENT): the dispatcher finds new rows, other processes' too, by id > last seen.
 */
export const delivery = `
CREATE TABLE delivery_outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE CHECK (key <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('post', 'file')),
  member_id TEXT REFERENCES org_member (id),
  chat_user TEXT CHECK (chat_user <> ''),
  channel TEXT CHECK (channel <> ''),
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  content TEXT,
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
  CHECK ((member_id IS NOT NULL) + (chat_user IS NOT NULL) + (channel IS NOT NULL) = 1),
  CHECK (content IS NULL OR sealed IS NULL),
  CHECK (state NOT IN ('pending', 'sending') OR content IS NOT NULL OR sealed IS NOT NULL),
  CHECK (state NOT IN ('sending', 'unknown') OR (sent_to IS NOT NULL AND look_since IS NOT NULL)),
  CHECK ((state = 'sent') = (message_channel IS NOT NULL AND message_id IS NOT NULL)),
  CHECK ((state IN ('pending', 'sending')) = (settled_at IS NULL))
) STRICT;
CREATE INDEX delivery_outbox_by_state ON delivery_outbox (state, id);
CREATE INDEX delivery_outbox_by_expiry ON delivery_outbox (state, expires_at);
CREATE INDEX delivery_outbox_by_member ON delivery_outbox (member_id);

CREATE TABLE delivery_update (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  outbox_id INTEGER NOT NULL UNIQUE REFERENCES delivery_outbox (id),
  card TEXT NOT NULL
) STRICT;

CREATE TABLE delivery_home (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  member_id TEXT NOT NULL UNIQUE REFERENCES org_member (id)
) STRICT;

CREATE TABLE delivery_inbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE CHECK (key <> ''),
  user_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  sealed_text BLOB,
  received_at INTEGER NOT NULL,
  processed_at INTEGER,
  CHECK ((sealed_text IS NULL) = (processed_at IS NOT NULL))
) STRICT;
CREATE INDEX delivery_inbox_by_processing ON delivery_inbox (processed_at, id);

CREATE TABLE delivery_seen (
  key TEXT PRIMARY KEY CHECK (key <> ''),
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_seen_by_time ON delivery_seen (seen_at);

CREATE TABLE db_master_key (
  id TEXT PRIMARY KEY,
  check_value BLOB NOT NULL
) STRICT;

CREATE TABLE db_member_key (
  member_id TEXT PRIMARY KEY REFERENCES org_member (id),
  key_id BLOB NOT NULL UNIQUE CHECK (length(key_id) = 8),
  wrapped BLOB NOT NULL,
  master_key_id TEXT NOT NULL REFERENCES db_master_key (id)
) STRICT;
CREATE INDEX db_member_key_by_master_key ON db_member_key (master_key_id);
`;
