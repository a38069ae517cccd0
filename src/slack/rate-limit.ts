/** For a server that limits without saying for how long. */
export const DEFAULT_RETRY_AFTER_S = 30;

/** Slack answered a call of this method (`chat.postMessage`) with 429; for the metrics. */
export type OnLimited = (method: string) => void;

/** The SDK takes a 429 without Retry-After for a lost reply, although it says that nothing happened. */
export const fetchAndTell =
  (onLimited?: OnLimited): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    if (response.status !== 429) return response;
    onLimited?.(methodOf(input));
    if (Number.parseInt(response.headers.get('retry-after') ?? '', 10) >= 0) return response;
    const headers = new Headers(response.headers);
    headers.set('retry-after', String(DEFAULT_RETRY_AFTER_S));
    return new Response(response.body, { status: response.status, headers });
  };

/** The last part of an address that we made. */
const methodOf = (input: Parameters<typeof fetch>[0]): string =>
  String(input instanceof Request ? input.url : input)
    .split('/')
    .at(-1) ?? '';
