/**
 * The monthly bulletin: one a month, every version of its text (the first is what was counted, and nobody's), and who got its card. `content`
 * is what was counted when it was drafted, so that its first text can be told in any language.
 */
export const bulletin = `
CREATE TABLE participation_bulletin (
  month TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'dismissed')),
  content TEXT NOT NULL,
  drafted_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  settled_by TEXT REFERENCES org_member (id),
  settled_at INTEGER,
  published_version INTEGER,
  channel TEXT,
  signed TEXT,
  CHECK ((state = 'draft') = (settled_at IS NULL)),
  CHECK ((state = 'published') = (published_version IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE participation_bulletin_version (
  month TEXT NOT NULL REFERENCES participation_bulletin (month),
  version INTEGER NOT NULL,
  heading TEXT NOT NULL,
  introduction TEXT NOT NULL,
  body TEXT NOT NULL,
  written_by TEXT REFERENCES org_member (id),
  written_at INTEGER NOT NULL,
  PRIMARY KEY (month, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE participation_bulletin_card (
  month TEXT NOT NULL REFERENCES participation_bulletin (month),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  PRIMARY KEY (month, member_id)
) STRICT, WITHOUT ROWID;
`;
