import { readerOf } from '../../calendar/reader.js';
import type { Card } from '../../chat/card.js';
import type { Locale } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import { enqueue, takeBack, unsent } from '../../delivery/outbox.js';
import type { MeetingDeps } from '../deps.js';
import type { Meeting } from '../meeting.js';
import { markPosted, postOf } from '../store.js';
import { channelCard } from './cards.js';
import { shownOf } from './organizing.js';

const postKey = (meetingId: string): string => `meeting.post:${meetingId}`;
/** A channel has no language of its own; the office writes Chinese. */
const OFFICE: { readonly locale: Locale } = { locale: 'zh-CN' };

/** One post for everybody to see, where policy names a channel: of what concerns the whole office. */
export async function postToChannel(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const { channel } = deps.policy;
  if (channel === undefined || meeting.scope !== 'bureau' || meeting.state === 'cancelled') return;
  const card = await cardFor(tx, deps, meeting);
  // A key is used once: that of a post that was taken back is spent.
  for (const key of [postKey(meeting.id), `${postKey(meeting.id)}:${meeting.sequence}`])
    if (await post(tx, deps, meeting, { key, channel, card })) return markPosted(tx, meeting.id, key);
}

type Posting = { readonly key: string; readonly channel: string; readonly card: Card };

/** False: that key is spent. */
const post = (tx: Tx, deps: MeetingDeps, { endsAt, announcedAt }: Meeting, { key, channel, card }: Posting): Promise<boolean> =>
  enqueue(tx, deps.clock.now(), {
    kind: 'post',
    key,
    to: { channel },
    card,
    urgency: 'routine',
    expiresAt: endsAt,
    since: announcedAt,
  });

/** It may concern the whole office only now, or no more. */
export async function updateChannelPost(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const key = await postOf(tx, meeting.id);
  if (key === undefined) return postToChannel(tx, deps, meeting);
  const now = deps.clock.now();
  // Nobody needs to read of a meeting that was never posted that it is cancelled, or theirs no more.
  const pointless = meeting.state === 'cancelled' || meeting.scope !== 'bureau';
  if (pointless && (await unsent(tx, key)).has(key)) {
    await takeBack(tx, now, [key]);
    await markPosted(tx, meeting.id, undefined);
    return;
  }
  const card = await cardFor(tx, deps, meeting);
  await enqueue(tx, now, { kind: 'update', of: key, card, urgency: 'routine', expiresAt: meeting.endsAt });
}

const cardFor = async (tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<Card> =>
  channelCard(await shownOf(tx, meeting), readerOf(deps, OFFICE));
