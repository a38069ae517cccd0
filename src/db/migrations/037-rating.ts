/**
 * How many gave which rating, counted once when a round has closed, in groups of at least five people (src/reflection/rating/rules.ts); never whose it
 * was. A round that is closed and waits to be counted stands in `reflection_rating_due`, by whatever way it was closed; so do those that were closed
 * before. Trials count nowhere.
 */
export const rating = `
CREATE TABLE reflection_rating_due (round_id TEXT PRIMARY KEY REFERENCES reflection_round (id)) STRICT, WITHOUT ROWID;

CREATE TABLE reflection_rating (
  round_id TEXT NOT NULL REFERENCES reflection_round (id),
  prompt_id TEXT NOT NULL,
  department_id TEXT NOT NULL REFERENCES org_department (id),
  rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  people INTEGER NOT NULL CHECK (people > 0),
  PRIMARY KEY (round_id, prompt_id, department_id, rating)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER reflection_rating_is_never_changed BEFORE UPDATE ON reflection_rating
BEGIN SELECT RAISE(ABORT, 'ratings are counted once'); END;

CREATE TRIGGER reflection_rating_becomes_due AFTER UPDATE OF state ON reflection_round
WHEN NEW.state = 'closed' AND OLD.state <> 'closed' AND NEW.trial = 0
BEGIN
  INSERT INTO reflection_rating_due
  SELECT NEW.id WHERE EXISTS (SELECT 1 FROM json_each(NEW.asked, '$.prompts') WHERE json_extract(value, '$.kind') = 'rating')
  ON CONFLICT DO NOTHING;
END;

INSERT INTO reflection_rating_due
SELECT id FROM reflection_round
WHERE state = 'closed' AND trial = 0
  AND EXISTS (SELECT 1 FROM json_each(asked, '$.prompts') WHERE json_extract(value, '$.kind') = 'rating');
`;
