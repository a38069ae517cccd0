import type { Sql } from './sql.js';

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

export const usersSchema = `
  CREATE TABLE IF NOT EXISTS person (id TEXT PRIMARY KEY, handle TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email TEXT NOT NULL,
    title TEXT NOT NULL, locale TEXT NOT NULL, zone TEXT NOT NULL, deleted INTEGER NOT NULL, bot INTEGER NOT NULL) STRICT;
`;

type Row = Omit<User, 'deleted' | 'bot'> & { deleted: number; bot: number };

const userOf = (row: Row): User => ({ ...row, deleted: row.deleted === 1, bot: row.bot === 1 });

export const userTable = (sql: Sql) => ({
  /** In the order they came. */
  users: (): User[] => sql.all<Row>('SELECT * FROM person ORDER BY rowid').map(userOf),
  user(id: string): User | undefined {
    const row = sql.one<Row>('SELECT * FROM person WHERE id = ?', id);
    return row && userOf(row);
  },
  saveUser: (user: User) =>
    sql.run(
      `INSERT INTO person VALUES (@id, @handle, @name, @email, @title, @locale, @zone, @deleted, @bot) ON CONFLICT (id) DO UPDATE SET
       name = excluded.name, email = excluded.email, title = excluded.title, locale = excluded.locale, zone = excluded.zone,
       deleted = excluded.deleted`,
      { ...user, deleted: user.deleted ? 1 : 0, bot: user.bot ? 1 : 0 },
    ),
});
