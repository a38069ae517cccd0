import type { Json, PageMessage, PageRequests, Snapshot } from '../../protocol.js';
import { type JsonObject, objectOf, stringOf } from '../json.js';

export type Post = Exclude<keyof PageRequests, '/local/snapshot' | '/local/messages'>;
export type Answer = { readonly ok: true; readonly body: JsonObject } | { readonly ok: false; readonly error: string };

/** `unreachable` stands for everything that happened between the page and the server. */
export async function post<Route extends Post>(route: Route, body: PageRequests[Route]): Promise<Answer> {
  try {
    const response = await fetch(route, {
      method: 'POST',
      // The header a form on another site can't send: requests without it are refused.
      headers: { 'content-type': 'application/json', 'x-siwen-page': '1' },
      body: JSON.stringify(body),
    });
    return answerOf(await response.json());
  } catch {
    return { ok: false, error: 'unreachable' };
  }
}

export async function getSnapshot(user: string | undefined): Promise<Snapshot> {
  const answer = await get<{ ok: true; snapshot: Snapshot }>('/local/snapshot', user ? { user } : {});
  return answer.snapshot;
}

export function getMessages(query: PageRequests['/local/messages']): Promise<{ messages: PageMessage[]; more: boolean }> {
  return get('/local/messages', { user: query.user, channel: query.channel, ...(query.before ? { before: query.before } : {}) });
}

/** The answers to questions are our own server's, typed by the protocol they share. Rejects with the server's error. */
async function get<Body>(route: string, query: Record<string, string>): Promise<Body> {
  const response = await fetch(`${route}?${new URLSearchParams(query)}`, { cache: 'no-store' });
  const body = await response.json();
  if (body?.ok !== true) throw new Error(answerError(body));
  return body;
}

function answerOf(json: Json): Answer {
  const body = objectOf(json) ?? {};
  return body.ok === true ? { ok: true, body } : { ok: false, error: answerError(json) };
}

function answerError(json: Json): string {
  return stringOf(objectOf(json)?.error) ?? 'unreachable';
}
