import type { IncomingMessage } from 'node:http';
import { addAbortSignal, type Readable, type Transform } from 'node:stream';
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

/**
 * The body, unpacked. Counted while it comes out: a few kilobytes may unpack into gigabytes. By hand: `pipeline` of Node 24 does not come to an
 * end, nor listen to its signal, once its last step has left early.
 */
export async function bodyOf(response: IncomingMessage, mostBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of addAbortSignal(signal, unpacked(response)) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new FeedFailure('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unpacked(response: IncomingMessage): Readable {
  const unpack = unpacking(response);
  if (!unpack) return response;
  response.on('error', (error) => unpack.destroy(error));
  return response.pipe(unpack);
}

/** Undefined: nothing is packed. */
function unpacking({ headers }: IncomingMessage): Transform | undefined {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return undefined;
  const unpack = Object.hasOwn(DECOMPRESS, encoding) ? DECOMPRESS[encoding] : undefined;
  if (!unpack) throw new FeedFailure('encoding-unknown');
  return unpack();
}
