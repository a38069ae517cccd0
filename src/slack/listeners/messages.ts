import type { MessageEvent } from '../../chat/event.js';
import { asTyped } from '../as-typed.js';
import { DirectMessage, Envelope } from '../payloads.js';

/**
 * Words typed to siwen in its direct conversation; undefined for everything else, also what siwen (`ownUserId`) or another app wrote.
 * Bolt acknowledges events before any listener runs (reliability.md, fact 3), so this is asked by the receivers, which store first.
 */
export function typedMessage(body: unknown, ownUserId: string | undefined): MessageEvent | undefined {
  const envelope = Envelope.safeParse(body);
  const message = DirectMessage.safeParse(envelope.data?.event);
  if (!envelope.success || !message.success) return undefined;
  const { channel, user, text, ts } = message.data;
  if (user === ownUserId) return undefined; // an answer to itself would be the first of many
  const teamId = envelope.data.team_id;
  return { kind: 'message', person: { userId: user, teamId }, key: `${teamId}:${channel}:${ts}`, text: asTyped(text) };
}
