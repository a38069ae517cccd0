/**
 * A form for leave until it is submitted. `of_id`: the request it changes; `on_behalf`: it is for somebody else, who is named in it. `content` is
 * sealed, as it holds what was typed; the key is the author's.
 */
export const leaveDraft = `
CREATE TABLE leave_draft (
  id TEXT PRIMARY KEY,
  author_id TEXT NOT NULL REFERENCES org_member (id),
  of_id TEXT REFERENCES leave_request (id),
  on_behalf INTEGER NOT NULL CHECK (on_behalf IN (0, 1)),
  content BLOB NOT NULL,
  saved_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX leave_draft_by_author ON leave_draft (author_id);
CREATE INDEX leave_draft_by_time ON leave_draft (saved_at);
CREATE INDEX leave_step_words ON leave_step (done_at) WHERE words IS NOT NULL;
`;
