/**
 * `meeting_meeting.post_key`: the message in the office's channel that is the meeting's one post, longer than messages are kept. NULL: there is
 * none, or it was taken back. Of a bureau-wide meeting whose message is not kept any more, the channel has had one.
 */
export const postKey = `
ALTER TABLE meeting_meeting ADD COLUMN post_key TEXT;
UPDATE meeting_meeting SET post_key = 'meeting.post:' || id
WHERE scope = 'bureau' OR EXISTS (SELECT 1 FROM delivery_outbox WHERE key = 'meeting.post:' || meeting_meeting.id AND state <> 'expired');
`;
