/** Which request of the chat caused it (chat/request.ts), so that the log can say so later, by another process too. */
export const requests = `
ALTER TABLE delivery_outbox ADD COLUMN request TEXT;
ALTER TABLE delivery_update ADD COLUMN request TEXT;
ALTER TABLE delivery_home ADD COLUMN request TEXT;
ALTER TABLE delivery_inbox ADD COLUMN request TEXT;
`;
