/** Answers at a response_url. False: it doesn't take the answer (any more), or isn't one to send anything to. */
export type Respond = (url: string, message: object) => Promise<boolean>;

const SLACK = /^(?:[\w-]+\.)*slack(?:-gov)?\.com$/;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const WITHIN_MS = 2_800;

/** docs.slack.dev: Handling user interaction, "Message responses". The URL comes with the payload; what a card says goes to the chat and nowhere else. */
export function makeRespond(apiUrl: string | undefined): Respond {
  return async (url, message) => {
    if (!isOfTheChat(url, apiUrl)) return false;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ replace_original: false, ...message }),
      redirect: 'error',
      signal: AbortSignal.timeout(WITHIN_MS),
    }).catch(() => undefined);
    return response?.ok ?? false;
  };
}

/** Slack's own hosts; with SLACK_API_URL the machine it names, on whichever port. */
export function isOfTheChat(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const wanted = new URL(url);
  const api = new URL(apiUrl ?? 'https://slack.com/api/');
  if (SLACK.test(api.hostname)) return wanted.protocol === 'https:' && SLACK.test(wanted.hostname);
  return wanted.hostname === api.hostname || (LOOPBACK.has(wanted.hostname) && LOOPBACK.has(api.hostname));
}
