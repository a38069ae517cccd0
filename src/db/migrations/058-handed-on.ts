/**
 * `meeting_meeting.own_department_id`: whose meeting it is while `department_id` organizes it in its place; `own_audience`: whom it was for there, as
 * long as nobody has chosen another. What was handed on by an earlier program stays where it is.
 */
export const handedOn = `
ALTER TABLE meeting_meeting ADD COLUMN own_department_id TEXT REFERENCES org_department (id);
ALTER TABLE meeting_meeting ADD COLUMN own_audience TEXT;
CREATE INDEX meeting_meeting_handed_on ON meeting_meeting (own_department_id) WHERE own_department_id IS NOT NULL;
`;
