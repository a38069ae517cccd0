import type { HomeView, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Card } from '../chat/card.js';
import type { Form } from '../chat/form.js';
import type { Home } from '../chat/home.js';
import type { Clock } from '../schedule/clock.js';
import { refuseInvalidBlocks } from './check.js';
import { type MessageBlock, messageBlocks, renderMessage } from './message.js';
import { renderForm, renderHome } from './modal.js';

/*
 * What `siwen doctor` asks the chat. Not the adapter's own client: here the headers matter, and an answer that is none is a finding.
 */

type At = ReturnType<Clock['now']>;

const SLACK = 'https://slack.com/api/';

/** `code`: the chat's word for no. `silent`: nobody answered in time, or nobody is there. `foreign`: an answer, but none of Slack's protocol. */
export type Asked =
  | { readonly kind: 'yes'; readonly body: Body; readonly headers: Headers; readonly askedAt: At; readonly answeredAt: At }
  | { readonly kind: 'no'; readonly code: string; readonly body: Body }
  | { readonly kind: 'limited' | 'silent' | 'foreign' };

const Body = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  errors: z.array(z.looseObject({ pointer: z.string().optional(), message: z.string().optional() })).optional(),
});
type Body = z.output<typeof Body>;

export type AskChat = {
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  /** Ends whatever is still being asked. */
  readonly signal: AbortSignal;
};

export async function askChat(
  { apiUrl = SLACK, clock, signal }: AskChat,
  method: string,
  token: string,
  args: object = {},
): Promise<Asked> {
  const form = Object.entries(args).map(([name, value]): [string, string] => [name, JSON.stringify(value)]);
  const askedAt = clock.now();
  try {
    const response = await fetch(apiUrl + method, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(form),
      signal,
    });
    const answeredAt = clock.now();
    const body = Body.safeParse(await response.json().catch(() => undefined)).data;
    if (response.status === 429 || body?.error === 'ratelimited') return { kind: 'limited' };
    if (!body) return { kind: 'foreign' };
    if (!body.ok) return { kind: 'no', code: body.error ?? `http_${response.status}`, body };
    return { kind: 'yes', body, headers: response.headers, askedAt, answeredAt };
  } catch {
    return { kind: 'silent' };
  }
}

/** Undefined where the server says nothing about it. */
export function scopesOf(headers: Headers): readonly string[] | undefined {
  return headers
    .get('x-oauth-scopes')
    ?.split(',')
    .map((scope) => scope.trim());
}

/** Something that siwen shows, with sample content. */
export type Sample = { readonly name: string } & ({ readonly card: Card } | { readonly form: Form } | { readonly home: Home });

/** As the chat would get it; throws Refused where our own rules say that it would not be taken. `charts`: the chat draws them. */
export function payloadOf(sample: Sample, charts: boolean): { readonly blocks: MessageBlock[] } | { readonly view: ModalView | HomeView } {
  if ('card' in sample)
    return { blocks: charts ? refuseInvalidBlocks(renderMessage(sample.card.blocks)) : messageBlocks(sample.card, false) };
  return { view: 'form' in sample ? renderForm(sample.form) : renderHome(sample.home) };
}
