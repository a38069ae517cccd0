import { createHmac } from 'node:crypto';
import { ACK_WITHIN_MS, type Answer, type AppLink, createRedelivery, type EnvelopeType, type OnSettled, type Retry } from './app-link.js';
import type { Faults } from './faults.js';
import type { Stopwatch } from './stopwatch.js';

/** Where an app that does not use Socket Mode listens, and the secret both sides know. */
export type RequestUrl = { readonly url: string; readonly signingSecret: string };

type Outcome = { readonly answer: Answer; readonly reason: Retry['reason'] };

/** docs.slack.dev: Verifying requests from Slack. `seconds`: epoch seconds of the machine's own clock, not of the office's. */
export function signature(secret: string, seconds: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
}

/** Delivers to a request URL: events as JSON, everything else as a form. Any 2xx is an acknowledgement. */
export function createHttpLink({ url, signingSecret }: RequestUrl, faults: Faults, stopwatch: Stopwatch, onSettled?: OnSettled): AppLink {
  const send = async (type: EnvelopeType, payload: Record<string, unknown>, retry?: Retry): Promise<Outcome> => {
    const { contentType, body } = written(type, payload);
    const seconds = Math.floor(Date.now() / 1_000);
    const answered = new AbortController();
    const late = new AbortController();
    void stopwatch.wait(ACK_WITHIN_MS, answered.signal).then(() => late.abort());
    try {
      const response = await fetch(url, {
        method: 'POST',
        signal: late.signal,
        headers: {
          'content-type': contentType,
          'x-slack-request-timestamp': String(seconds),
          'x-slack-signature': signature(signingSecret, seconds, body),
          ...(retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {}),
        },
        body,
      });
      return outcomeOf(response, await response.text());
    } catch {
      return late.signal.aborted
        ? { answer: { kind: 'timeout' }, reason: 'http_timeout' }
        : { answer: { kind: 'no-app' }, reason: 'connection_failed' };
    } finally {
      answered.abort();
    }
  };
  /** The first of several deliveries is the one that is waited for. */
  const deliver = async (...sent: Parameters<typeof send>): Promise<Outcome> => {
    if (faults.envelopeDelayMs > 0) await stopwatch.wait(faults.envelopeDelayMs);
    const first = send(...sent);
    for (let n = 1; n < faults.deliveries; n++) void send(...sent);
    return first;
  };
  const events = createRedelivery(
    stopwatch,
    async (payload, retry) => {
      const { answer, reason } = await deliver('events_api', payload, retry);
      return { delivered: answer.kind === 'acknowledged', reason };
    },
    onSettled,
  );
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
function outcomeOf(response: Response, said: string): Outcome {
  const unusable: Outcome = { answer: { kind: 'timeout' }, reason: 'http_error' };
  if (!response.ok) return unusable;
  const acknowledged = (payload?: unknown): Outcome => ({ answer: { kind: 'acknowledged', payload }, reason: 'http_error' });
  if (said === '') return acknowledged();
  if (!response.headers.get('content-type')?.includes('json')) return acknowledged(said);
  try {
    return acknowledged(JSON.parse(said));
  } catch {
    return unusable;
  }
}
