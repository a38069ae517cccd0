import type { Reader } from '../../calendar/reader.js';
import type { Button, Card } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import type { Step } from '../leave.js';
import { periodWords, type Shown } from '../shown.js';
import { kindText } from '../text.js';
import { approvalButtons, finishButton } from './buttons.js';
import { messages, text } from './text.js';

/*
 * What is said besides the cards of a request, since a card that has only changed is not noticed. A message stays as it is, so that its buttons
 * may be out of date when they are pressed; the press says so.
 */

type Message = (shown: Shown, reader: Reader) => Card;
type Said = (name: string, kind: string, period: string) => Text;

function message(sentence: Said, elements: (shown: Shown, reader: Reader) => readonly Button[] = () => []): Message {
  return (shown, reader) => {
    const { leave, nameOf } = shown;
    const kind = say(kindText[leave.kind], reader.locale);
    const words = say(sentence(nameOf(leave.memberId), kind, periodWords(leave.period, reader)), reader.locale);
    const buttons = elements(shown, reader);
    return {
      summary: words,
      blocks: [{ kind: 'text', text: [words] }, ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : [])],
    };
  };
}

/** To the applicant. */
export const outcomeCard = (outcome: 'approved' | 'refused' | 'returned'): Message =>
  message(messages[outcome], ({ leave }, reader) => [button('leave.view', text.view, leave.id, reader)]);

/** To whoever entered it for the applicant. */
export const enteredCard = (outcome: 'refused' | 'returned'): Message =>
  outcome === 'refused'
    ? message(messages.enteredRefused)
    : message(messages.enteredReturned, (_shown, reader) => [button('leave.behalf', text.enterAnew, '', reader)]);

/** To whoever was told that it was approved. */
export const overCard = (how: 'withdrawn' | 'replaced'): Message => message(messages[how]);

const toDecide =
  (step: Step) =>
  (shown: Shown, reader: Reader): Button[] => [
    ...approvalButtons(shown, step, reader),
    button('leave.details', text.details, shown.leave.id, reader),
  ];

/** To an approver who had the request before: it is with them once more. */
export const againCard = (step: Step): Message => message(messages.again, toDecide(step));

/** To whoever lets it wait. */
export const nudgeCard = (step: Step): Message =>
  step.action === 'approve'
    ? message(step.assigneeId === undefined ? messages.nudgeReply : messages.nudge, toDecide(step))
    : message(messages.nudgeTodo, (shown, reader) => [finishButton(shown, step, reader)]);

/** To the office, once: nobody is above the approver who lets it wait. */
export const stuckCard = (approver: string): Message => message((...facts) => messages.stuck(approver, ...facts));
