import type { Reader } from '../../calendar/reader.js';
import type { Button, Card } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import { periodWords, type Shown } from '../shown.js';
import { kindText } from '../text.js';
import { formSentences } from './form-text.js';
import { refusalText } from './problem/text.js';
import { sentences, text } from './text.js';

/*
 * What is said besides the cards of a request, since a card that has only changed is not noticed. A message stays as it is, so that its buttons
 * may be out of date when they are pressed; the press says so.
 */

function message(sentence: Text, { locale }: Reader, elements: readonly Button[] = []): Card {
  const words = say(sentence, locale);
  return {
    summary: words,
    blocks: [{ kind: 'text', text: [words] }, ...(elements.length > 0 ? [{ kind: 'actions' as const, elements }] : [])],
  };
}

const facts = ({ leave }: Shown, reader: Reader) => [say(kindText[leave.kind], reader.locale), periodWords(leave.period, reader)] as const;

/** To whoever was to be in charge meanwhile. */
export function actingOffCard(shown: Shown, reader: Reader): Card {
  const { leave, nameOf } = shown;
  const sentence = leave.state === 'ended' ? sentences.actingOver : sentences.actingOff;
  return message(sentence(nameOf(leave.memberId), ...facts(shown, reader)), reader);
}

/** To the member, whose acting person can't. */
export function actingDeclinedCard(shown: Shown, reader: Reader): Card {
  const { leave, nameOf } = shown;
  const name = leave.acting ? nameOf(leave.acting.memberId) : '—';
  return message(formSentences.actingDeclined(name, ...facts(shown, reader)), reader, [
    button('leave.nameActing', text.nameAnother, leave.id, reader, { style: 'primary' }),
    button('leave.view', text.view, leave.id, reader),
  ]);
}

/** In answer to a press on one of these, once the request has been returned: another is named where it is changed. */
export function returnedCard(id: string, reader: Reader): Card {
  return message(refusalText.returned, reader, [
    button('leave.change', text.resubmit, id, reader, { style: 'primary' }),
    button('leave.view', text.view, id, reader),
  ]);
}

/** To the member, whose acting person is to be away at the same time. */
export function actingAwayCard(shown: Shown, reader: Reader): Card {
  const { leave, nameOf } = shown;
  const name = leave.acting ? nameOf(leave.acting.memberId) : '—';
  return message(formSentences.actingAway(name, ...facts(shown, reader)), reader, [
    button('leave.nameActing', text.nameAnother, leave.id, reader, { style: 'primary' }),
    button('leave.view', text.view, leave.id, reader),
  ]);
}

/** To the member, who has not confirmed in time what was entered for them. */
export const unconfirmedCard = (shown: Shown, reader: Reader): Card =>
  message(formSentences.unconfirmedNudge(...facts(shown, reader)), reader, [
    button('leave.confirm', text.confirm, shown.leave.id, reader, { style: 'primary' }),
    button('leave.view', text.view, shown.leave.id, reader),
  ]);

/** To whoever entered it. */
export const unconfirmedByCard = (shown: Shown, reader: Reader): Card =>
  message(formSentences.unconfirmedBy(shown.nameOf(shown.leave.memberId), ...facts(shown, reader)), reader);
