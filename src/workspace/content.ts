import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Block } from './protocol.js';

/** Blocks and views as data, once block-kit/validate.ts has found nothing wrong with them. */
const BlockJson = z.object({ type: z.string(), block_id: z.string().optional() }).catchall(z.json());
const TextObject = z.looseObject({ text: z.string() }).nullish();

export const ViewContent = z.looseObject({
  type: z.enum(['modal', 'home']),
  title: TextObject,
  submit: TextObject,
  close: TextObject,
  callback_id: z.string().nullish(),
  private_metadata: z.string().nullish(),
  external_id: z.string().nullish(),
  notify_on_close: z.boolean().nullish(),
  clear_on_close: z.boolean().nullish(),
  blocks: z.array(BlockJson),
});
export type ViewContent = z.output<typeof ViewContent>;

const ListOfBlocks = z.array(BlockJson).nullish();

/** Slack names blocks and elements that the app did not name. Throws for what is no list of blocks. */
export function withIds(blocks: unknown): Block[] {
  return (ListOfBlocks.parse(blocks) ?? []).map((block) => ({
    ...block,
    block_id: block.block_id ?? shortId(),
    ...(Array.isArray(block.elements) ? { elements: block.elements.map(named) } : {}),
    ...(block.element ? { element: named(block.element) } : {}),
    ...(block.accessory ? { accessory: named(block.accessory) } : {}),
  }));
}

/** What people can act on; text, pictures and the pieces of rich text have no action_id. */
const SILENT = /^(plain_text|mrkdwn|image|rich_text_(section|list|quote|preformatted))$/;

function named(element: z.core.util.JSONType): z.core.util.JSONType {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return element;
  if (typeof element.type !== 'string' || SILENT.test(element.type) || element.action_id !== undefined) return element;
  return { ...element, action_id: shortId() };
}

const shortId = () => randomBytes(6).toString('hex');
