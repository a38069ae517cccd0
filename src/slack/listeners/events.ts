import { OutcomeUnknown, RateLimited } from '../../chat/errors.js';
import { Envelope, HomeOpened } from '../payloads.js';
import { type Listening, notShown, unreadable } from './listening.js';

/** Home tabs being opened, and accounts that come or change. Typed messages are stored before Bolt sees them (messages.ts). */
const listeners = {
  app_home_opened: openHome,
  team_join: async ({ onUsersChanged }: Listening) => onUsersChanged(),
  user_change: async ({ onUsersChanged }: Listening) => onUsersChanged(),
};

export function listenToEvents(listening: Listening): void {
  for (const [name, listen] of Object.entries(listeners)) listening.app.event(name, ({ body }) => listen(listening, body));
}

/** Whether a listener waits for it. Every message of our own comes back as an event, thousands in a fan-out: Bolt need not carry them to nobody. */
export function isHeard({ type, event }: Record<string, unknown>): boolean {
  if (type !== 'event_callback' || typeof event !== 'object' || event === null || !('type' in event)) return true;
  return typeof event.type === 'string' && Object.hasOwn(listeners, event.type);
}

async function openHome({ clients, dispatch, onHomeNotDrawn, log }: Listening, body: unknown): Promise<void> {
  const envelope = Envelope.safeParse(body);
  const opened = HomeOpened.safeParse(envelope.data?.event);
  if (!envelope.success || !opened.success) return unreadable(log, 'app_home_opened');
  if (opened.data.tab === 'messages') return;
  const { user, event_ts: at } = opened.data;
  const person = { userId: user, teamId: envelope.data.team_id };
  const draw = async () => {
    const reply = await dispatch({ kind: 'home-opened', person, key: `${user}:${at}` });
    return reply.do === 'home' ? reply.home : undefined;
  };
  await clients.homes.open(user, draw).catch((error: unknown) => {
    notShown(log, error);
    if (error instanceof OutcomeUnknown) onHomeNotDrawn(user);
    if (error instanceof RateLimited) onHomeNotDrawn(user, error.retryAfterMs);
  });
}
