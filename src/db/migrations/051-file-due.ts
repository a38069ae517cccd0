/** `meeting_calendar_file.due_at`: the next file waits until then, and nothing else does. */
export const fileDue = `
ALTER TABLE meeting_calendar_file ADD COLUMN due_at INTEGER;
CREATE INDEX meeting_calendar_file_by_due ON meeting_calendar_file (due_at) WHERE due_at IS NOT NULL;
UPDATE meeting_calendar_file SET due_at = (
  SELECT due_at FROM meeting_told
  WHERE meeting_told.meeting_id = meeting_calendar_file.meeting_id AND meeting_told.member_id = meeting_calendar_file.member_id
);
`;
