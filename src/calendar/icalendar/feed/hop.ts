import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { FeedFailure } from './problem.js';

/** Whether a connection to this IP address is allowed. */
export type MayReach = (address: string) => boolean;
type Hop = { readonly url: URL; readonly headers: Record<string, string>; readonly mayReach: MayReach; readonly signal: AbortSignal };

/** One request, to one address; redirects are the caller's, who sends each through here. */
export function ask({ url, headers, mayReach, signal }: Hop): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // For a host that is an address already nothing is looked up.
    if (isIP(host) !== 0 && !mayReach(host)) throw new FeedFailure('address-refused');
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    // `agent: false`: a connection of its own, never one that was opened under other rules.
    const sent = request(url, { headers, signal, agent: false, lookup: lookupWithin(mayReach) });
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.on('socket', (socket) => {
      socket.once('connect', () => {
        if (!mayReach(socket.remoteAddress ?? '')) socket.destroy(new FeedFailure('address-refused'));
      });
    });
    sent.end();
  });
}

/**
 * The name is looked up here, and the connection goes to what was found: a name that is public when it is checked and private when it is used
 * (DNS rebinding) has no second look-up to answer. One private address among public ones refuses them all, as any of them may be tried.
 */
const lookupWithin =
  (mayReach: MayReach): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => mayReach(address))) return callback(new FeedFailure('address-refused'), '');
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
