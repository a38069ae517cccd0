export const schedule = `
-- How far the local workspace's office time is ahead of real time. One row; none where it was never moved.
CREATE TABLE schedule_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  offset_ms INTEGER NOT NULL CHECK (offset_ms >= 0)
) STRICT;
`;
