/** For a server that limits without saying for how long. */
export const DEFAULT_RETRY_AFTER_S = 30;

/** The SDK takes a 429 without Retry-After for a lost reply, although it says that nothing happened. */
export const fetchWithRetryAfter: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.status !== 429 || Number.parseInt(response.headers.get('retry-after') ?? '', 10) >= 0) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', String(DEFAULT_RETRY_AFTER_S));
  return new Response(response.body, { status: response.status, headers });
};
