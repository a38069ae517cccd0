import { TextDecoder } from 'node:util';
import type { Breath } from './slices.js';

const CHUNK_BYTES = 256 * 1024;

/**
 * The text of an .ics file. UTF-8 as RFC 5545 wants it; UTF-16 by its mark; GB18030, in which older Chinese programs write, where it isn't UTF-8. Bytes
 * that are none of these become �, so that one broken title does not lose the rest.
 */
export async function calendarText(content: Uint8Array, breathe: Breath): Promise<string> {
  if (content[0] === 0xff && content[1] === 0xfe) return decode(content, new TextDecoder('utf-16le'), breathe);
  if (content[0] === 0xfe && content[1] === 0xff) return decode(content, new TextDecoder('utf-16be'), breathe);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return await decode(content, new TextDecoder(encoding, { fatal: true }), breathe);
    } catch {
      // Not in this encoding.
    }
  }
  return decode(content, new TextDecoder('utf-8'), breathe);
}

async function decode(content: Uint8Array, decoder: TextDecoder, breathe: Breath): Promise<string> {
  let text = '';
  for (let from = 0; from < content.length; from += CHUNK_BYTES) {
    text += decoder.decode(content.subarray(from, from + CHUNK_BYTES), { stream: true });
    await breathe();
  }
  return text + decoder.decode();
}
