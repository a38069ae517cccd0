import { FeedFailure } from './problem.js';

/** The address of a feed, or the one that `from` leads to. Throws a FeedFailure at anything that is not asked. */
export function feedUrl(text: string, from?: URL): URL {
  // webcal: is how calendar programs write https: in a link that they want to open themselves.
  const plain = text.trim().replace(/^webcals?:/i, 'https:');
  if (!URL.canParse(plain, from?.href)) throw new FeedFailure('url-invalid');
  const url = new URL(plain, from);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new FeedFailure('scheme-refused');
  // What was to be secret on the way would not be any more.
  if (from?.protocol === 'https:' && url.protocol === 'http:') throw new FeedFailure('scheme-refused');
  return url;
}
