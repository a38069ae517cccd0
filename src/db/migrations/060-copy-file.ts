/** In a copy, beside `db_copy`: the office's own rules as they were when it was made, from the files of the data directory. `name`: below it. */
export const copyFile = `
CREATE TABLE db_copy_file (
  name TEXT PRIMARY KEY,
  content BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`;
