/**
 * What was concluded of everybody expected when a check-in was closed; corrections change it. `meeting_figures` adds them up by the department each was
 * invited in: kept by `meeting_outcome` itself, as `reflection_figures` is, so that years of meetings are counted without reading who was there.
 * Check-ins that were closed before: as their reports have it.
 */
export const meetingOutcome = `
CREATE TABLE meeting_outcome (
  meeting_id TEXT NOT NULL REFERENCES meeting_check_in (meeting_id),
  member_id TEXT NOT NULL REFERENCES org_member (id),
  department_id TEXT NOT NULL REFERENCES org_department (id),
  status TEXT NOT NULL CHECK (status IN ('present', 'late', 'excused', 'absent')),
  PRIMARY KEY (meeting_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_outcome_by_member ON meeting_outcome (member_id);
CREATE INDEX meeting_outcome_absent ON meeting_outcome (meeting_id, department_id, member_id) WHERE status = 'absent';

CREATE TABLE meeting_figures (
  meeting_id TEXT NOT NULL REFERENCES meeting_check_in (meeting_id),
  department_id TEXT NOT NULL REFERENCES org_department (id),
  expected INTEGER NOT NULL,
  present INTEGER NOT NULL,
  excused INTEGER NOT NULL,
  late INTEGER NOT NULL,
  absent INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, department_id),
  CHECK (expected = present + excused + absent AND late >= 0 AND late <= present AND excused >= 0 AND absent >= 0)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER meeting_outcome_is_counted AFTER INSERT ON meeting_outcome
BEGIN
  INSERT INTO meeting_figures VALUES (
    NEW.meeting_id, NEW.department_id, 1, NEW.status IN ('present', 'late'), NEW.status = 'excused', NEW.status = 'late', NEW.status = 'absent'
  )
  ON CONFLICT (meeting_id, department_id) DO UPDATE
  SET expected = expected + 1, present = present + excluded.present, excused = excused + excluded.excused,
      late = late + excluded.late, absent = absent + excluded.absent;
END;

CREATE TRIGGER meeting_outcome_is_counted_anew AFTER UPDATE OF status ON meeting_outcome
BEGIN
  UPDATE meeting_figures
  SET present = present + (NEW.status IN ('present', 'late')) - (OLD.status IN ('present', 'late')),
      excused = excused + (NEW.status = 'excused') - (OLD.status = 'excused'),
      late = late + (NEW.status = 'late') - (OLD.status = 'late'),
      absent = absent + (NEW.status = 'absent') - (OLD.status = 'absent')
  WHERE meeting_id = NEW.meeting_id AND department_id = NEW.department_id;
END;

CREATE TRIGGER meeting_outcome_stays_where_it_is BEFORE UPDATE OF meeting_id, member_id, department_id ON meeting_outcome
BEGIN SELECT RAISE(ABORT, 'whose outcome it is, and where, is never changed'); END;

INSERT INTO meeting_outcome
SELECT invitee.meeting_id, invitee.member_id, invitee.department_id, coalesce(
  (SELECT status FROM meeting_attendance AS mark
   WHERE mark.meeting_id = invitee.meeting_id AND mark.member_id = invitee.member_id ORDER BY version DESC LIMIT 1),
  (SELECT 'excused' FROM leave_absence AS absence
   WHERE absence.meeting_id = invitee.meeting_id AND absence.member_id = invitee.member_id AND absence.state = 'approved'),
  'absent'
)
FROM meeting_check_in AS check_in
JOIN meeting_meeting AS meeting ON meeting.id = check_in.meeting_id
JOIN meeting_invitee AS invitee ON invitee.meeting_id = check_in.meeting_id
WHERE check_in.closed_at IS NOT NULL AND meeting.state = 'announced' AND invitee.removed = 0;
`;
