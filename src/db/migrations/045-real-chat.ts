/** One row, once the office's messages have gone to a real chat: from then on none of them may end up in the local workspace. */
export const realChat = `
CREATE TABLE delivery_real_chat (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  since INTEGER NOT NULL
) STRICT;
`;
