import { conversationsSchema, conversationTable } from './tables/conversations.js';
import { filesSchema, fileTable } from './tables/files.js';
import { messagesSchema, messageTable } from './tables/messages.js';
import { openSql } from './tables/sql.js';
import { usersSchema, userTable } from './tables/users.js';

export type { Conversation } from './tables/conversations.js';
export type { StoredFile } from './tables/files.js';
export type { Message, Metadata } from './tables/messages.js';
export type { User } from './tables/users.js';

const settingsSchema = 'CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;';
const LAYOUT = 1;

/** The workspace's own file: what Slack would keep. Forms and Home tabs are not in it: they may hold what somebody is writing. */
export type Store = ReturnType<typeof openStore>;

/** `file` undefined: in memory, for tests. */
export function openStore(file: string | undefined) {
  const sql = openSql(file, settingsSchema + usersSchema + conversationsSchema + messagesSchema + filesSchema, LAYOUT);
  return {
    ...userTable(sql),
    ...conversationTable(sql),
    ...messageTable(sql),
    ...fileTable(sql),
    setting: (name: string): string | undefined => sql.one<{ value: string }>('SELECT value FROM setting WHERE name = ?', name)?.value,
    saveSetting: (name: string, value: string) =>
      sql.run('INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', name, value),
    transaction: sql.transaction,
    close: sql.close,
  };
}
