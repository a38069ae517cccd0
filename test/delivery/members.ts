import Database from '../../src/sqlite.js';

/** Members with nothing but an id: delivery asks for no more. */
export async function addMembers(path: string, ids: readonly string[]): Promise<void> {
  const sqlite = new Database(path);
  sqlite.pragma('foreign_keys = ON');
  sqlite.prepare("INSERT OR IGNORE INTO org_department (id, name, sibling_order, active) VALUES ('D1', '办公室', 1, 1)").run();
  const insert = sqlite.prepare(
    "INSERT INTO org_member (id, name, rank, department_id, organizer, administrator, active, roster_order) VALUES (?, '梁青', '科员', 'D1', 0, 0, 1, ?)",
  );
  for (const [index, id] of ids.entries()) insert.run(id, index);
  sqlite.close();
}
