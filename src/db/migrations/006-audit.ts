/** REPLACE deletes without asking the trigger against deletion (SQLite, "CREATE TRIGGER", 2). */
export const audit = `
CREATE TRIGGER org_audit_is_never_replaced BEFORE INSERT ON org_audit
WHEN EXISTS (SELECT 1 FROM org_audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
`;
