/**
 * A round that was taken back is closed, but counts nowhere, and its ratings are not counted either (037-rating.ts). The state is as before, since
 * SQLite can't widen a CHECK.
 */
export const withdrawnRounds = `
ALTER TABLE reflection_round ADD COLUMN withdrawn_at INTEGER CHECK (withdrawn_at IS NULL OR state = 'closed');

DROP TRIGGER reflection_rating_becomes_due;
CREATE TRIGGER reflection_rating_becomes_due AFTER UPDATE OF state ON reflection_round
WHEN NEW.state = 'closed' AND OLD.state <> 'closed' AND NEW.trial = 0 AND NEW.withdrawn_at IS NULL
BEGIN
  INSERT INTO reflection_rating_due
  SELECT NEW.id WHERE EXISTS (SELECT 1 FROM json_each(NEW.asked, '$.prompts') WHERE json_extract(value, '$.kind') = 'rating')
  ON CONFLICT DO NOTHING;
END;
`;
