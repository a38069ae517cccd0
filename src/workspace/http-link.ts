import { createHmac } from 'node:crypto';
import { ACK_WITHIN_MS, type Answer, type AppLink, createRedelivery, type EnvelopeType, type Retry } from './app-link.js';

/** Where an app that does not use Socket Mode listens, and the secret both sides know. */
export type RequestUrl = { readonly url: string; readonly signingSecret: string };

type Outcome = { readonly answer: Answer; readonly reason: Retry['reason'] };

/** docs.slack.dev: Verifying requests from Slack. `seconds`: epoch seconds of the machine's own clock, not of the office's. */
export function signature(secret: string, seconds: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
}

/** Delivers to a request URL: events as JSON, everything else as a form. Any 2xx is an acknowledgement. */
export function createHttpLink({ url, signingSecret }: RequestUrl): AppLink {
  const deliver = async (type: EnvelopeType, payload: Record<string, unknown>, retry?: Retry): Promise<Outcome> => {
    const { contentType, body } = written(type, payload);
    const seconds = Math.floor(Date.now() / 1_000);
    try {
      const response = await fetch(url, {
        method: 'POST',
        signal: AbortSignal.timeout(ACK_WITHIN_MS),
        headers: {
          'content-type': contentType,
          'x-slack-request-timestamp': String(seconds),
          'x-slack-signature': signature(signingSecret, seconds, body),
          ...(retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {}),
        },
        body,
      });
      const said = await response.text();
      if (!response.ok) return { answer: { kind: 'timeout' }, reason: 'http_error' };
      return { answer: { kind: 'acknowledged', payload: meaning(said, response.headers.get('content-type')) }, reason: 'http_error' };
    } catch (error) {
      const slow = error instanceof Error && error.name === 'TimeoutError';
      return { answer: { kind: slow ? 'timeout' : 'no-app' }, reason: slow ? 'http_timeout' : 'connection_failed' };
    }
  };
  const events = createRedelivery(async (payload, retry) => {
    const { answer, reason } = await deliver('events_api', payload, retry);
    return { delivered: answer.kind === 'acknowledged', reason };
  });
  return {
    connected: () => true,
    ask: async (type, payload) => (await deliver(type, payload)).answer,
    tell: events.tell,
    close: events.close,
  };
}

function written(type: EnvelopeType, payload: Record<string, unknown>): { contentType: string; body: string } {
  if (type === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

/** An empty body acknowledges; JSON is a response payload; anything else is a sentence for the person. */
function meaning(said: string, contentType: string | null): unknown {
  if (said === '') return undefined;
  return contentType?.includes('json') ? JSON.parse(said) : said;
}
