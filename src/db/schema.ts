/**
 * Every table, as Kysely sees it. Each room's store.ts adds its own tables:
 *
 *   declare module '../db/schema.js' {
 *     interface Schema { reflection_round: RoundRow }
 *   }
 *
 * Table names start with the room's name; instants and booleans are integers.
 */
// biome-ignore lint/suspicious/noEmptyInterface: rooms fill it by declaration merging
export interface Schema {}
