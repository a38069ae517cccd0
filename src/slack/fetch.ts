import { Headers, request } from 'undici';

/** For a server that limits without saying for how long. */
export const DEFAULT_RETRY_AFTER_S = 30;

/** Slack answered a call of this method (`chat.postMessage`) with 429; for the metrics. */
export type OnLimited = (method: string) => void;

/** All that the SDK gives and takes where no file goes with a call; files have an address of their own (upload.ts). */
type Call = { readonly headers: Record<string, string>; readonly body: string; readonly signal?: AbortSignal };
type Answer = Pick<Response, 'status' | 'statusText' | 'url' | 'headers' | 'text'>;

/**
 * What the SDK calls with. Node's own fetch takes four times the processor of a plain request, a third of all that a message takes. And
 * the SDK takes a 429 without Retry-After for a lost reply, although it says that nothing happened. Redirects are not followed.
 */
export const fetchAndTell = (onLimited?: OnLimited): typeof fetch => {
  const answer = async (url: string, { headers: sent, body, signal }: Call): Promise<Answer> => {
    const reply = await request(url, { method: 'POST', headers: sent, body, signal: signal ?? null });
    // Read in any case: a body that nobody reads would keep its connection.
    const text = await reply.body.text();
    const headers = new Headers(Object.entries(reply.headers).map(([name, value]) => [name, String(value)]));
    if (reply.statusCode === 429) {
      onLimited?.(url.split('/').at(-1) ?? '');
      if (!(Number.parseInt(headers.get('retry-after') ?? '', 10) >= 0)) headers.set('retry-after', String(DEFAULT_RETRY_AFTER_S));
    }
    return { status: reply.statusCode, statusText: reply.statusText, url, headers, text: () => Promise.resolve(text) };
  };
  return answer as unknown as typeof fetch;
};
