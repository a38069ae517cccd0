/**
 * What is to be noted in keys.db as gone (gone.ts), until it is; to begin with, what the audit log knows of: leavers who were erased, and answers that
 * were taken back from leaders.
 */
export const gone = `
CREATE TABLE db_gone (
  what TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO db_gone
SELECT 'member/' || subject, max(at) FROM org_audit WHERE action = 'retention.erased' GROUP BY subject;
INSERT INTO db_gone
SELECT 'share/' || subject || '/' || member_id || '/' || detail, max(at) FROM org_audit
WHERE action = 'reflection.unshare' AND member_id IS NOT NULL AND detail IS NOT NULL GROUP BY 1;
`;
