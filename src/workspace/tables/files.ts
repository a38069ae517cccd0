import type { Sql } from './sql.js';

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
};

export const filesSchema = `
  CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, mimetype TEXT NOT NULL,
    length INTEGER NOT NULL, channel TEXT, content BLOB) STRICT;
`;

export const fileTable = (sql: Sql) => ({
  /** `size` is what the app said it would send. */
  createFile: (file: StoredFile) => sql.run('INSERT INTO file VALUES (@id, @name, @title, @mimetype, @size, NULL, NULL)', file),
  /** False: no such file, its content is there already, or it has another length than announced. */
  fillFile: (id: string, content: Uint8Array): boolean =>
    sql.run('UPDATE file SET content = ? WHERE id = ? AND content IS NULL AND length = ?', content, id, content.length) > 0,
  shareFile: (id: string, channel: string, title: string) =>
    sql.run('UPDATE file SET channel = ?, title = ? WHERE id = ?', channel, title, id),
  deleteFile: (id: string) => sql.run('DELETE FROM file WHERE id = ?', id),
  file: (id: string) =>
    sql.one<StoredFile & { channel: string | null; content: Buffer | null }>(
      'SELECT id, name, title, mimetype, length AS size, channel, content FROM file WHERE id = ?',
      id,
    ),
});
