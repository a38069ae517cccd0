/** What is taken back with its check-in is in no figure any more, however it is taken back. */
export const outcomeRemoved = `
CREATE TRIGGER meeting_outcome_is_removed AFTER DELETE ON meeting_outcome
BEGIN
  UPDATE meeting_figures
  SET expected = expected - 1, present = present - (OLD.status IN ('present', 'late')), excused = excused - (OLD.status = 'excused'),
      late = late - (OLD.status = 'late'), absent = absent - (OLD.status = 'absent')
  WHERE meeting_id = OLD.meeting_id AND department_id = OLD.department_id;
  DELETE FROM meeting_figures WHERE meeting_id = OLD.meeting_id AND department_id = OLD.department_id AND expected = 0;
END;
`;
