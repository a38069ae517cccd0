import type { Block } from '../protocol.js';
import type { StoredFile } from './files.js';
import type { Sql } from './sql.js';

export type Metadata = { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> };

export type Message = {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: Block[];
  readonly metadata: Metadata | null;
  readonly files: StoredFile[];
  /** When it was last changed; null: never, or only in ways Slack does not mark as an edit. */
  readonly editedTs: string | null;
  /** The message this one answers; null at the top level. */
  readonly threadTs: string | null;
};

export const messagesSchema = `
  CREATE TABLE IF NOT EXISTS message (channel TEXT NOT NULL REFERENCES conversation, ts TEXT NOT NULL, user_id TEXT NOT NULL,
    text TEXT NOT NULL, blocks TEXT NOT NULL, metadata TEXT, files TEXT NOT NULL, edited_ts TEXT, thread_ts TEXT, PRIMARY KEY (channel, ts))
    STRICT, WITHOUT ROWID;
`;

type Row = {
  channel: string;
  ts: string;
  user_id: string;
  text: string;
  blocks: string;
  metadata: string | null;
  files: string;
  edited_ts: string | null;
  thread_ts: string | null;
};

const messageOf = (row: Row): Message => ({
  channel: row.channel,
  ts: row.ts,
  user: row.user_id,
  text: row.text,
  blocks: JSON.parse(row.blocks),
  metadata: row.metadata === null ? null : JSON.parse(row.metadata),
  files: JSON.parse(row.files),
  editedTs: row.edited_ts,
  threadTs: row.thread_ts,
});

/** Which messages of a channel: `oldest` and `latest` are time stamps, included or not. */
export type Span = { readonly oldest: string; readonly latest: string; readonly inclusive: boolean };

export const messageTable = (sql: Sql) => ({
  message(channel: string, ts: string): Message | undefined {
    const row = sql.one<Row>('SELECT * FROM message WHERE channel = ? AND ts = ?', channel, ts);
    return row && messageOf(row);
  },
  /** Top-level messages, newest first. */
  history: (channel: string, { oldest, latest, inclusive }: Span, limit: number): Message[] =>
    sql
      .all<Row>(
        `SELECT * FROM message WHERE channel = @channel AND ts >= @oldest AND ts <= @latest
         AND (@inclusive OR (ts <> @oldest AND ts <> @latest)) AND (thread_ts IS NULL OR thread_ts = ts) ORDER BY ts DESC LIMIT @limit`,
        { channel, oldest, latest, inclusive: inclusive ? 1 : 0, limit },
      )
      .map(messageOf),
  /** A message and the answers to it, oldest first. */
  thread: (channel: string, ts: string): Message[] =>
    sql
      .all<Row>('SELECT * FROM message WHERE channel = @channel AND (ts = @ts OR thread_ts = @ts) ORDER BY ts', { channel, ts })
      .map(messageOf),
  /** Everything in the channel, answers too, newest first: the page shows one list. */
  pageOfMessages: (channel: string, before: string, limit: number): Message[] =>
    sql.all<Row>('SELECT * FROM message WHERE channel = ? AND ts < ? ORDER BY ts DESC LIMIT ?', channel, before, limit).map(messageOf),
  saveMessage: (message: Message) =>
    sql.run(
      `INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET text = excluded.text, blocks = excluded.blocks,
       metadata = excluded.metadata, files = excluded.files, edited_ts = excluded.edited_ts`,
      message.channel,
      message.ts,
      message.user,
      message.text,
      JSON.stringify(message.blocks),
      message.metadata && JSON.stringify(message.metadata),
      JSON.stringify(message.files),
      message.editedTs,
      message.threadTs,
    ),
  deleteMessage: (channel: string, ts: string) => sql.run('DELETE FROM message WHERE channel = ? AND ts = ?', channel, ts),
  lastTs: (): string => sql.one<{ ts: string | null }>('SELECT max(ts) AS ts FROM message')?.ts ?? '0',
});
