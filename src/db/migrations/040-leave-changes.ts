/** For the changes of a request, returned ones as well: asked for at every press of 变更 and by what is due. */
export const leaveChanges = `
CREATE INDEX leave_request_by_former ON leave_request (replaces) WHERE replaces IS NOT NULL;
`;
