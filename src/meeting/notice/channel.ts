import { readerOf } from '../../calendar/reader.js';
import type { Card } from '../../chat/card.js';
import type { Locale } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import { enqueue, takeBack } from '../../delivery/outbox.js';
import type { MeetingDeps } from '../deps.js';
import type { Meeting } from '../meeting.js';
import { channelCard } from './cards.js';
import { shownOf } from './organizing.js';

const postKey = (meetingId: string): string => `meeting.post:${meetingId}`;
/** A channel has no language of its own; the office writes Chinese. */
const OFFICE: { readonly locale: Locale } = { locale: 'zh-CN' };

/** One post for everybody to see, where policy names a channel: of what concerns the whole office. False: it is there already, or there is to be none. */
export async function postToChannel(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<boolean> {
  const { channel } = deps.policy;
  if (channel === undefined || meeting.scope !== 'bureau' || meeting.state === 'cancelled') return false;
  return enqueue(tx, deps.clock.now(), {
    kind: 'post',
    key: postKey(meeting.id),
    to: { channel },
    card: await cardFor(tx, deps, meeting),
    urgency: 'routine',
    expiresAt: meeting.endsAt,
    since: meeting.announcedAt,
  });
}

/** It may concern the whole office only now, or no more. */
export async function updateChannelPost(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  if (await postToChannel(tx, deps, meeting)) return;
  const now = deps.clock.now();
  // Nobody needs to read of a meeting that was never posted that it is cancelled, or theirs no more.
  if (meeting.state === 'cancelled' || meeting.scope !== 'bureau') await takeBack(tx, now, [postKey(meeting.id)]);
  const card = await cardFor(tx, deps, meeting);
  await enqueue(tx, now, { kind: 'update', of: postKey(meeting.id), card, urgency: 'routine', expiresAt: meeting.endsAt });
}

const cardFor = async (tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<Card> =>
  channelCard(await shownOf(tx, meeting), readerOf(deps, OFFICE));
