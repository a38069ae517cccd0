/**
 * What is kept for a time only. `expired` tells an answer whose time is over from one that its author erased. `retention_run`: one row for each
 * night's run, with what it deleted so far; a run without an end goes on. Entries of the audit log can be deleted only when they are older than
 * three years, counted from the newest entry.
 */
export const retention = `
ALTER TABLE reflection_response ADD COLUMN expired INTEGER NOT NULL DEFAULT 0 CHECK (expired = 0 OR (expired = 1 AND content IS NULL));
CREATE INDEX reflection_response_by_time ON reflection_response (submitted_at) WHERE content IS NOT NULL;
CREATE INDEX delivery_outbox_by_settling ON delivery_outbox (settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE retention_run (
  occurrence_at INTEGER PRIMARY KEY,
  responses INTEGER NOT NULL CHECK (responses >= 0),
  drafts INTEGER NOT NULL CHECK (drafts >= 0),
  words INTEGER NOT NULL CHECK (words >= 0),
  keys INTEGER NOT NULL CHECK (keys >= 0),
  messages INTEGER NOT NULL CHECK (messages >= 0),
  entries INTEGER NOT NULL CHECK (entries >= 0),
  ended_at INTEGER
) STRICT;

DROP TRIGGER org_audit_is_never_deleted;
CREATE TRIGGER org_audit_is_kept_three_years BEFORE DELETE ON org_audit
WHEN OLD.at > (SELECT max(at) FROM org_audit) - 94608000000
BEGIN SELECT RAISE(ABORT, 'an entry of the audit log is kept for three years'); END;
`;
