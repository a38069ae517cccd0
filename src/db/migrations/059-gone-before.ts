/**
 * More of what was gone before it was noted (`db_gone`): addresses of calendars that were turned off or replaced, and sights of answers that ended when the
 * answer was erased. What was made at the very instant of an entry stands.
 */
export const goneBefore = `
INSERT INTO db_gone
SELECT 'feed/' || member_id, max(CASE action WHEN 'meeting.feedMade' THEN at - 1 ELSE at END) FROM org_audit
WHERE action IN ('meeting.feedMade', 'meeting.feedRevoked') AND member_id IS NOT NULL GROUP BY 1
ON CONFLICT (what) DO UPDATE SET at = max(at, excluded.at);
INSERT INTO db_gone
SELECT 'share/' || subject || '/' || member_id || '/' || detail, max(at) FROM org_audit
WHERE action = 'reflection.share' AND member_id IS NOT NULL AND detail IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM reflection_share
  WHERE round_id = subject AND reflection_share.member_id = org_audit.member_id AND leader_id = detail AND shared_at = at
) GROUP BY 1
ON CONFLICT (what) DO UPDATE SET at = max(at, excluded.at);
`;
