/**
 * When each chat account last opened Home, to the hour, and whose it is: changes are shown there only to who may still be looking
 * (delivery/homes.ts). Without a member: a stranger, who may be taken in while they look.
 */
export const homeOpened = `
CREATE TABLE delivery_home_opened (
  chat_user TEXT PRIMARY KEY CHECK (chat_user <> ''),
  member_id TEXT REFERENCES org_member (id),
  opened_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_home_opened_by_member ON delivery_home_opened (member_id);
`;
