/** So that the leave of a period is found by when it begins; and what began long before it, among the few that last so long (src/leave/away/report/store.ts). */
export const leaveDays = `
CREATE INDEX leave_request_by_start ON leave_request (from_at, until_at) WHERE state IN ('approved', 'ended');
CREATE INDEX leave_request_long ON leave_request (until_at) WHERE state IN ('approved', 'ended') AND until_at - from_at > 8640000000;
`;
