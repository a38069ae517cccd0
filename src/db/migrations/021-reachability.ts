/** 在岗抽查: whom the office asked to answer, and when they did. */
export const reachability = `
CREATE TABLE meeting_reachability (
  id TEXT PRIMARY KEY,
  asked_by TEXT NOT NULL REFERENCES org_member (id),
  asked_at INTEGER NOT NULL,
  closes_at INTEGER NOT NULL CHECK (closes_at > asked_at),
  state TEXT NOT NULL CHECK (state IN ('open', 'closed'))
) STRICT;
CREATE INDEX meeting_reachability_by_state ON meeting_reachability (state, closes_at);
CREATE INDEX meeting_reachability_by_time ON meeting_reachability (asked_at);

CREATE TABLE meeting_reachability_ask (
  check_id TEXT NOT NULL REFERENCES meeting_reachability (id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  department_id TEXT NOT NULL REFERENCES org_department (id),
  answered_at INTEGER,
  PRIMARY KEY (check_id, member_id)
) STRICT, WITHOUT ROWID;
`;
