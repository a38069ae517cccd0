/**
 * `leave_overlap_told`: of which meetings during approved leave its member has been told, longer than messages are kept. `leave_id`: as in
 * `leave_overlap`. Of messages that are not kept any more nothing is known.
 */
export const overlapTold = `
CREATE TABLE leave_overlap_told (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting (id),
  leave_id TEXT NOT NULL REFERENCES leave_request (id),
  PRIMARY KEY (meeting_id, leave_id)
) WITHOUT ROWID, STRICT;
INSERT INTO leave_overlap_told (meeting_id, leave_id)
SELECT meeting_meeting.id, leave_request.id
FROM delivery_outbox
JOIN meeting_meeting ON key LIKE 'leave.overlap:' || meeting_meeting.id || ':%'
JOIN leave_request ON key = 'leave.overlap:' || meeting_meeting.id || ':' || leave_request.id
WHERE key LIKE 'leave.overlap:%';
`;
