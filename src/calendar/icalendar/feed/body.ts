import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FeedFailure } from './problem.js';

/** What `bodyOf` understands. */
export const ENCODINGS = 'gzip, deflate, br';

const DECOMPRESS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The body, unpacked. Counted while it comes out: a few kilobytes may unpack into gigabytes. */
export async function bodyOf(response: IncomingMessage, mostBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const collect = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) return;
      chunks.push(chunk);
    }
  };
  try {
    const unpack = unpacking(response);
    await (unpack ? pipeline(response, unpack, collect, { signal }) : pipeline(response, collect, { signal }));
  } catch (error) {
    // Leaving the loop closes the rest, which then complains.
    if (bytes <= mostBytes) throw error;
  }
  if (bytes > mostBytes) throw new FeedFailure('too-large');
  return Buffer.concat(chunks);
}

/** Undefined: nothing is packed. */
function unpacking({ headers }: IncomingMessage): Transform | undefined {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return undefined;
  const unpack = Object.hasOwn(DECOMPRESS, encoding) ? DECOMPRESS[encoding] : undefined;
  if (!unpack) throw new FeedFailure('encoding-unknown');
  return unpack();
}
