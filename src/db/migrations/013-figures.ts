/**
 * How many were asked and answered, by round and department, kept by the table of those who were asked itself: years of rounds are summed up
 * without looking at everybody once more.
 */
export const figures = `
CREATE TABLE reflection_figures (
  round_id TEXT NOT NULL REFERENCES reflection_round (id),
  department_id TEXT NOT NULL REFERENCES org_department (id),
  asked INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  late INTEGER NOT NULL,
  PRIMARY KEY (round_id, department_id),
  CHECK (late >= 0 AND late <= answered AND answered <= asked)
) STRICT, WITHOUT ROWID;

INSERT INTO reflection_figures
SELECT round_id, department_id, count(*), count(answered_at), sum(late) FROM reflection_ask GROUP BY round_id, department_id;

CREATE TRIGGER reflection_ask_is_counted AFTER INSERT ON reflection_ask
BEGIN
  INSERT INTO reflection_figures VALUES (NEW.round_id, NEW.department_id, 1, NEW.answered_at IS NOT NULL, NEW.late)
  ON CONFLICT (round_id, department_id) DO UPDATE
  SET asked = asked + 1, answered = answered + excluded.answered, late = late + excluded.late;
END;

CREATE TRIGGER reflection_ask_answer_is_counted AFTER UPDATE OF answered_at, late ON reflection_ask
BEGIN
  UPDATE reflection_figures
  SET answered = answered + (NEW.answered_at IS NOT NULL) - (OLD.answered_at IS NOT NULL), late = late + NEW.late - OLD.late
  WHERE round_id = NEW.round_id AND department_id = NEW.department_id;
END;

CREATE TRIGGER reflection_ask_is_counted_no_more AFTER DELETE ON reflection_ask
BEGIN
  UPDATE reflection_figures
  SET asked = asked - 1, answered = answered - (OLD.answered_at IS NOT NULL), late = late - OLD.late
  WHERE round_id = OLD.round_id AND department_id = OLD.department_id;
END;

CREATE TRIGGER reflection_ask_stays_where_it_is BEFORE UPDATE OF round_id, department_id ON reflection_ask
BEGIN SELECT RAISE(ABORT, 'where somebody was asked is never changed'); END;
`;
