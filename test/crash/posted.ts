import Database from '../../src/sqlite.js';
import type { Block } from '../../src/workspace/protocol.js';
import { answerButton } from './visit.js';

/** A message of the bot, as it lies in the workspace's own file. */
export type Posted = {
  readonly channel: string;
  readonly ts: string;
  readonly nonce: string | undefined;
  /** The round whose card this is, and what its button says now. A list of what waits, in answer to typed words, is no card. */
  readonly card: { readonly label: string; readonly roundId: string } | undefined;
  readonly files: readonly string[];
};

/** src/reflection/text.ts: waiting. */
const LIST = '等你作答';

type Row = { channel: string; ts: string; text: string; blocks: string; metadata: string | null; files: string };

/** Everything the bot sent, and whose direct conversation each channel is (by e-mail). */
export function readWorkspace(file: string): { posted: Posted[]; owners: Map<string, string> } {
  const sqlite = new Database(file, { readonly: true });
  try {
    const owners = sqlite
      .prepare<[], { id: string; email: string }>(
        'SELECT conversation.id, person.email FROM conversation JOIN person ON person.id = conversation.user_id',
      )
      .all();
    const rows = sqlite
      .prepare<[], Row>(
        'SELECT channel, ts, text, blocks, metadata, files FROM message JOIN person ON person.id = message.user_id WHERE bot = 1 ORDER BY ts',
      )
      .all();
    return { posted: rows.map(postedOf), owners: new Map(owners.map(({ id, email }) => [id, email])) };
  } finally {
    sqlite.close();
  }
}

/** How many words people have typed to the bot so far. */
export function countWords(file: string): number {
  const sqlite = new Database(file, { readonly: true });
  const typed = sqlite.prepare<[], number>('SELECT count(*) FROM message JOIN person ON person.id = message.user_id WHERE bot = 0').pluck();
  const count = typed.get() ?? 0;
  sqlite.close();
  return count;
}

function postedOf({ channel, ts, text, blocks, metadata, files }: Row): Posted {
  const parsed: Block[] = JSON.parse(blocks);
  const hidden: { event_payload?: { nonce?: string } } | null = metadata === null ? null : JSON.parse(metadata);
  const named: { name: string }[] = JSON.parse(files);
  return {
    channel,
    ts,
    nonce: hidden?.event_payload?.nonce,
    card: text === LIST ? undefined : answerButton(parsed),
    files: named.map(({ name }) => name),
  };
}
