/**
 * Which copies of this database were made: for what is due, and for whoever asks how old the newest is. The first row, without a name, says since
 * when daily ones are made. A restored file knows the copies up to its own only, so that another is made at once.
 */
export const backups = `
CREATE TABLE backup_taken (
  id INTEGER PRIMARY KEY,
  taken_at INTEGER NOT NULL,
  folder TEXT NOT NULL,
  name TEXT
) STRICT;
`;
