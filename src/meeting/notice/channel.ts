import { readerOf } from '../../calendar/reader.js';
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

/** One post for everybody to see, where policy names a channel: of what concerns the whole office. */
export async function postToChannel(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const { channel } = deps.policy;
  if (channel === undefined || meeting.scope !== 'bureau') return;
  const now = deps.clock.now();
  const card = channelCard(await shownOf(tx, meeting), readerOf(deps, OFFICE));
  await enqueue(tx, now, {
    kind: 'post',
    key: postKey(meeting.id),
    to: { channel },
    card,
    urgency: 'routine',
    expiresAt: meeting.endsAt,
  });
}

export async function updateChannelPost(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const now = deps.clock.now();
  // Nobody needs to read of a meeting that was never posted that it is cancelled.
  if (meeting.state === 'cancelled') await takeBack(tx, now, [postKey(meeting.id)]);
  const card = channelCard(await shownOf(tx, meeting), readerOf(deps, OFFICE));
  await enqueue(tx, now, { kind: 'update', of: postKey(meeting.id), card, urgency: 'routine', expiresAt: meeting.endsAt });
}
