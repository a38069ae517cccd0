import type { Sql } from './sql.js';

export type Conversation = {
  readonly id: string;
  readonly kind: 'channel' | 'im';
  readonly name: string;
  readonly topic: string;
  /** The person of an im; null for a channel, which everybody may read. */
  readonly userId: string | null;
  readonly archived: boolean;
  readonly botIsMember: boolean;
};

export const conversationsSchema = `
  CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('channel', 'im')), name TEXT NOT NULL,
    topic TEXT NOT NULL, user_id TEXT UNIQUE REFERENCES person, archived INTEGER NOT NULL, bot_is_member INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS last_read (user_id TEXT NOT NULL, channel TEXT NOT NULL, ts TEXT NOT NULL, PRIMARY KEY (user_id, channel))
    STRICT, WITHOUT ROWID;
`;

const COLUMNS = 'id, kind, name, topic, user_id AS userId, archived, bot_is_member AS botIsMember';

type Row = Omit<Conversation, 'archived' | 'botIsMember'> & { archived: number; botIsMember: number };

const conversationOf = (row: Row): Conversation => ({ ...row, archived: row.archived === 1, botIsMember: row.botIsMember === 1 });

export const conversationTable = (sql: Sql) => ({
  conversations: (): Conversation[] => sql.all<Row>(`SELECT ${COLUMNS} FROM conversation ORDER BY rowid`).map(conversationOf),
  conversation(id: string): Conversation | undefined {
    const row = sql.one<Row>(`SELECT ${COLUMNS} FROM conversation WHERE id = ?`, id);
    return row && conversationOf(row);
  },
  /** Every channel and the person's own direct conversation. */
  conversationsOf: (userId: string): Conversation[] =>
    sql
      .all<Row>(`SELECT ${COLUMNS} FROM conversation WHERE kind = 'channel' OR user_id = ? ORDER BY kind = 'im', rowid`, userId)
      .map(conversationOf),
  imOf(userId: string): Conversation | undefined {
    const row = sql.one<Row>(`SELECT ${COLUMNS} FROM conversation WHERE user_id = ?`, userId);
    return row && conversationOf(row);
  },
  saveConversation: (conversation: Conversation) =>
    sql.run(
      `INSERT INTO conversation VALUES (@id, @kind, @name, @topic, @userId, @archived, @botIsMember) ON CONFLICT (id) DO UPDATE SET
       name = excluded.name, topic = excluded.topic, archived = excluded.archived, bot_is_member = excluded.bot_is_member`,
      { ...conversation, archived: conversation.archived ? 1 : 0, botIsMember: conversation.botIsMember ? 1 : 0 },
    ),

  markRead: (userId: string, channel: string, ts: string) =>
    sql.run('INSERT INTO last_read VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET ts = max(ts, excluded.ts)', userId, channel, ts),
  unread: (userId: string, channel: string): number =>
    sql.one<{ n: number }>(
      `SELECT count(*) AS n FROM message WHERE channel = @channel AND user_id <> @userId
       AND ts > coalesce((SELECT ts FROM last_read WHERE user_id = @userId AND channel = @channel), '0')`,
      { channel, userId },
    )?.n ?? 0,
});
