import Database from 'better-sqlite3';
import type { Block } from './protocol.js';

/** The workspace's own file: what Slack would keep. Forms and Home tabs are not in it (they may hold what somebody is writing). */
export type User = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly email: string;
  /** Department and rank, shown beside the name. */
  readonly title: string;
  readonly locale: string;
  readonly zone: string;
  readonly deleted: boolean;
  readonly bot: boolean;
};

export type Conversation = {
  readonly id: string;
  readonly kind: 'channel' | 'im';
  readonly name: string;
  readonly topic: string /** The person of an im. */;
  readonly userId: string | null;
};

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
};

export type Metadata = { readonly event_type: string; readonly event_payload: Record<string, unknown> };

export type Message = {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: Block[];
  readonly metadata: Metadata | null;
  readonly files: StoredFile[];
  readonly editedTs: string | null;
};

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS person (id TEXT PRIMARY KEY, handle TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email TEXT NOT NULL, title TEXT NOT NULL,
    locale TEXT NOT NULL, zone TEXT NOT NULL, deleted INTEGER NOT NULL, bot INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, topic TEXT NOT NULL, user_id TEXT UNIQUE) STRICT;
  CREATE TABLE IF NOT EXISTS message (channel TEXT NOT NULL, ts TEXT NOT NULL, user_id TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL,
    metadata TEXT, files TEXT NOT NULL, edited_ts TEXT, PRIMARY KEY (channel, ts)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS last_read (user_id TEXT NOT NULL, channel TEXT NOT NULL, ts TEXT NOT NULL, PRIMARY KEY (user_id, channel)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, mimetype TEXT NOT NULL, channel TEXT, content BLOB) STRICT;
`;

type PersonRow = Omit<User, 'deleted' | 'bot'> & { deleted: number; bot: number };
type MessageRow = {
  channel: string;
  ts: string;
  user_id: string;
  text: string;
  blocks: string;
  metadata: string | null;
  files: string;
  edited_ts: string | null;
};

const userOf = (row: PersonRow): User => ({ ...row, deleted: row.deleted === 1, bot: row.bot === 1 });
const messageOf = (row: MessageRow): Message => ({
  channel: row.channel,
  ts: row.ts,
  user: row.user_id,
  text: row.text,
  blocks: JSON.parse(row.blocks),
  metadata: row.metadata === null ? null : JSON.parse(row.metadata),
  files: JSON.parse(row.files),
  editedTs: row.edited_ts,
});

export type Store = ReturnType<typeof openStore>;

/** `file` undefined: in memory, for tests. */
export function openStore(file: string | undefined) {
  const db = new Database(file ?? ':memory:');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(SCHEMA);
  const all = <R>(sql: string, ...values: unknown[]): R[] => db.prepare<unknown[], R>(sql).all(...values);
  const one = <R>(sql: string, ...values: unknown[]): R | undefined => db.prepare<unknown[], R>(sql).get(...values);
  const run = (sql: string, ...values: unknown[]): number => db.prepare(sql).run(...values).changes;
  const conversationColumns = 'id, kind, name, topic, user_id AS userId';

  return {
    close: () => db.close(),
    setting: (name: string): string | undefined => one<{ value: string }>('SELECT value FROM setting WHERE name = ?', name)?.value,
    saveSetting: (name: string, value: string) =>
      run('INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', name, value),

    users: (): User[] => all<PersonRow>('SELECT * FROM person ORDER BY rowid').map(userOf),
    user(id: string): User | undefined {
      const row = one<PersonRow>('SELECT * FROM person WHERE id = ?', id);
      return row && userOf(row);
    },
    saveUser: (user: User) =>
      run(
        `INSERT INTO person VALUES (@id, @handle, @name, @email, @title, @locale, @zone, @deleted, @bot) ON CONFLICT (id) DO UPDATE SET
         name = excluded.name, email = excluded.email, title = excluded.title, locale = excluded.locale, zone = excluded.zone, deleted = excluded.deleted`,
        { ...user, deleted: user.deleted ? 1 : 0, bot: user.bot ? 1 : 0 },
      ),

    conversations: (): Conversation[] => all<Conversation>(`SELECT ${conversationColumns} FROM conversation ORDER BY rowid`),
    conversation: (id: string) => one<Conversation>(`SELECT ${conversationColumns} FROM conversation WHERE id = ?`, id),
    imOf: (userId: string) => one<Conversation>(`SELECT ${conversationColumns} FROM conversation WHERE user_id = ?`, userId),
    saveConversation: (c: Conversation) =>
      run('INSERT INTO conversation VALUES (@id, @kind, @name, @topic, @userId) ON CONFLICT DO NOTHING', c),

    message(channel: string, ts: string): Message | undefined {
      const row = one<MessageRow>('SELECT * FROM message WHERE channel = ? AND ts = ?', channel, ts);
      return row && messageOf(row);
    },
    /** Newest first, `oldest` < ts < `latest`. */
    history: (channel: string, oldest: string, latest: string, limit: number): Message[] =>
      all<MessageRow>(
        'SELECT * FROM message WHERE channel = ? AND ts > ? AND ts < ? ORDER BY ts DESC LIMIT ?',
        channel,
        oldest,
        latest,
        limit,
      ).map(messageOf),
    saveMessage: (m: Message) =>
      run(
        `INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         text = excluded.text, blocks = excluded.blocks, metadata = excluded.metadata, files = excluded.files, edited_ts = excluded.edited_ts`,
        m.channel,
        m.ts,
        m.user,
        m.text,
        JSON.stringify(m.blocks),
        m.metadata && JSON.stringify(m.metadata),
        JSON.stringify(m.files),
        m.editedTs,
      ),
    deleteMessage: (channel: string, ts: string) => run('DELETE FROM message WHERE channel = ? AND ts = ?', channel, ts),
    lastTs: (): string => one<{ ts: string | null }>('SELECT max(ts) AS ts FROM message')?.ts ?? '0',

    markRead: (userId: string, channel: string, ts: string) =>
      run('INSERT INTO last_read VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET ts = max(ts, excluded.ts)', userId, channel, ts),
    unread: (userId: string, channel: string): number =>
      one<{ n: number }>(
        `SELECT count(*) AS n FROM message WHERE channel = ? AND user_id <> ?
         AND ts > coalesce((SELECT ts FROM last_read WHERE user_id = ? AND channel = message.channel), '0')`,
        channel,
        userId,
        userId,
      )?.n ?? 0,

    createFile: (file: Omit<StoredFile, 'size'>) =>
      run('INSERT INTO file (id, name, title, mimetype) VALUES (?, ?, ?, ?)', file.id, file.name, file.title, file.mimetype),
    fillFile: (id: string, content: Uint8Array) => run('UPDATE file SET content = ? WHERE id = ?', content, id),
    shareFile: (id: string, channel: string, title: string) =>
      run('UPDATE file SET channel = ?, title = ? WHERE id = ?', channel, title, id),
    file: (id: string) =>
      one<StoredFile & { channel: string | null; content: Buffer | null }>(
        'SELECT id, name, title, mimetype, coalesce(length(content), 0) AS size, channel, content FROM file WHERE id = ?',
        id,
      ),
    transaction: <T>(work: () => T): T => db.transaction(work)(),
  };
}
