import type { Sql } from './sql.js';

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
  /** What a picture shows. */
  readonly alt?: string;
};

export const filesSchema = `
  CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, mimetype TEXT NOT NULL,
    length INTEGER NOT NULL, channel TEXT, content BLOB) STRICT;
  CREATE TABLE IF NOT EXISTS file_alt (file TEXT PRIMARY KEY REFERENCES file ON DELETE CASCADE, words TEXT NOT NULL) STRICT;
`;

type Row = Omit<StoredFile, 'alt'> & { readonly alt: string | null; readonly channel: string | null; readonly content: Buffer | null };

export const fileTable = (sql: Sql) => ({
  /** `size` is what the app said it would send. */
  createFile({ alt, ...file }: StoredFile) {
    sql.run('INSERT INTO file VALUES (@id, @name, @title, @mimetype, @size, NULL, NULL)', file);
    if (alt) sql.run('INSERT INTO file_alt VALUES (?, ?)', file.id, alt);
  },
  /** False: no such file, its content is there already, or it has another length than announced. */
  fillFile: (id: string, content: Uint8Array): boolean =>
    sql.run('UPDATE file SET content = ? WHERE id = ? AND content IS NULL AND length = ?', content, id, content.length) > 0,
  shareFile: (id: string, channel: string, title: string) =>
    sql.run('UPDATE file SET channel = ?, title = ? WHERE id = ?', channel, title, id),
  deleteFile: (id: string) => sql.run('DELETE FROM file WHERE id = ?', id),
  file(id: string) {
    const row = sql.one<Row>(
      `SELECT id, name, title, mimetype, length AS size, words AS alt, channel, content FROM file LEFT JOIN file_alt ON file = id WHERE id = ?`,
      id,
    );
    return row && { ...row, alt: row.alt ?? '' };
  },
});
