import type { Interval } from '../../calendar/instant.js';
import { fromTo, type Reader } from '../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import type { Against } from '../give-way/meetings-against.js';
import { intervalOf } from '../meeting.js';
import type { Activity, ActivityDetails } from './activity.js';
import { sentences, text } from './text.js';

export const timeOf = ({ startsAt, endsAt }: Pick<ActivityDetails, 'startsAt' | 'endsAt'>): Interval => ({ start: startsAt, end: endsAt });

/** It carries the time that it restores. */
export const restoreButton = ({ id, startsAt, endsAt }: Activity, reader: Reader): Button =>
  button('meeting.activityRestore', text.restore, `${id}:${startsAt}:${endsAt}`, reader);

const place = (activity: ActivityDetails, { locale }: Reader): string => activity.place || say(text.noPlace, locale);

/** To whoever takes part: what changed, old and new. `meeting`: what it gives way to. */
export function changedCard(before: Activity, after: Activity, meeting: string | undefined, reader: Reader): Card {
  const { locale } = reader;
  const sentence = say(whatHappened(before, after), locale);
  const fact = (label: Text, value: string) => ({ label: say(label, locale), value });
  const moved = before.startsAt !== after.startsAt || before.endsAt !== after.endsAt;
  return {
    summary: sentence,
    blocks: [
      { kind: 'text', text: [{ text: sentence, bold: true }] },
      {
        kind: 'facts',
        facts: [
          fact(moved ? text.oldTime : text.time, fromTo(timeOf(before), reader)),
          ...(moved ? [fact(text.newTime, fromTo(timeOf(after), reader))] : []),
          ...(before.place === after.place
            ? [fact(text.place, place(after, reader))]
            : [fact(text.oldPlace, place(before, reader)), fact(text.newPlace, place(after, reader))]),
        ],
      },
      ...(meeting === undefined ? [] : [{ kind: 'note' as const, text: [say(sentences.givesWayTo(meeting), locale)] }]),
    ],
  };
}

function whatHappened(before: Activity, after: Activity): Text {
  if (after.state === 'cancelled') return sentences.cancelled(after.title);
  if (after.state === 'suspended') return sentences.suspended(after.title);
  const sameTime = before.startsAt === after.startsAt && before.endsAt === after.endsAt;
  if (before.state === 'suspended' && sameTime) return sentences.restored(after.title);
  if (before.state === 'cancelled') return sentences.restored(after.title);
  return sameTime ? sentences.placeChanged(after.title) : sentences.moved(after.title);
}

/** One line of a list: when, what, where, and how it stands. */
export function activityLine(activity: Activity, departmentName: string, reader: Reader): CardBlock {
  const { locale } = reader;
  const state = activity.state === 'suspended' ? `　${say(text.suspended, locale)}` : '';
  return {
    kind: 'text',
    text: [
      { text: activity.title, bold: true },
      `　${fromTo(timeOf(activity), reader)}　${place(activity, reader)}　${departmentName}${state}`,
    ],
  };
}

/** Why an activity can't be moved to a time: the first bureau meeting that it would have to give way to. */
export const takenSentence = ({ meeting }: Pick<Against, 'meeting'>, reader: Reader): Text =>
  sentences.taken(meeting.title, fromTo(intervalOf(meeting), reader));
