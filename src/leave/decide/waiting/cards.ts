import type { Reader } from '../../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../../chat/card.js';
import { button } from '../../../chat/cards.js';
import { say, type Text } from '../../../chat/text.js';
import { lessReturned } from '../../leave.js';
import { wasLate } from '../../request/cards.js';
import { mayConfirm } from '../../request/may.js';
import { text as requestText } from '../../request/text.js';
import { periodWords } from '../../shown.js';
import { daysText, kindText } from '../../text.js';
import { approvalButtons, finishButton } from '../buttons.js';
import { balanceFacts, doubts, facingFacts } from '../cards.js';
import { queue, text } from '../text.js';
import { toWeigh } from '../to-weigh.js';
import type { Queue, Waiting } from './waiting.js';

/** 邓禾 出差 12月1日（周二）–12月3日（周四） 3 天; of leave that was cut short, the days it came to. */
function lineOf({ view: { leave, nameOf, returned } }: Waiting, reader: Reader): string {
  const { locale } = reader;
  const [kind, days] = [say(kindText[leave.kind], locale), say(daysText(lessReturned(leave.halfDays, returned)), locale)];
  return [nameOf(leave.memberId), kind, periodWords(leave.period, reader), days].join('　');
}

/** The same with the department, where it stands by itself: whoever leads several may have two of one name. */
export const lineWithDepartment = (waiting: Waiting, reader: Reader): string => `${lineOf(waiting, reader)}　${waiting.view.department}`;

const detailsButton = ({ view: { leave } }: Waiting, reader: Reader): Button => button('leave.details', text.details, leave.id, reader);

function approvalBlocks(waiting: Waiting, reader: Reader): CardBlock[] {
  const { view, step } = waiting;
  const facts = balanceFacts(view, reader);
  return [
    { kind: 'text', text: [{ text: lineOf(waiting, reader), bold: true }, `　${view.department}`] },
    ...(facts.length > 0 ? [{ kind: 'facts' as const, facts }] : []),
    ...marksOf(waiting, reader),
    { kind: 'actions', elements: [...approvalButtons(view, step, reader), detailsButton(waiting, reader)] },
  ];
}

/** What is special, or not sure, about the request; and that there is something to weigh, which stands in the details. One block: Home has few. */
function marksOf({ view }: Waiting, reader: Reader): CardBlock[] {
  const words = [
    ...(wasLate(view, reader) ? [requestText.late] : []),
    ...doubts(view, reader),
    ...(toWeigh(view).length > 0 ? [queue.weigh] : []),
  ];
  return words.length === 0 ? [] : [{ kind: 'note', text: [words.map((one) => say(one, reader.locale)).join('\n')] }];
}

/** The same in one line, with what is left. */
export const weighLine = ({ view }: Waiting, reader: Reader): string =>
  [
    ...(toWeigh(view).length > 0 ? [say(queue.weighShort, reader.locale)] : []),
    ...(wasLate(view, reader) ? [say(queue.lateShort, reader.locale)] : []),
    ...(mayConfirm(view.leave) ? [say(queue.unconfirmedShort, reader.locale)] : []),
    ...(view.facing?.yearsUnknown ?? []).map((year) => say(queue.guessShort(year), reader.locale)),
    ...balanceFacts(view, reader).map(({ label, value }) => [label, value].join(reader.locale === 'en' ? ': ' : '：')),
  ].join(reader.locale === 'en' ? '. ' : '　');

function todoBlocks(waiting: Waiting, reader: Reader): CardBlock[] {
  const { view, step } = waiting;
  const facts = facingFacts(view, reader);
  return [
    { kind: 'text', text: [{ text: lineOf(waiting, reader), bold: true }, `　${view.department}`] },
    ...(facts.length > 0 ? [{ kind: 'facts' as const, facts }] : []),
    ...marksOf(waiting, reader),
    { kind: 'actions', elements: [finishButton(view, step, reader)] },
  ];
}

type List = {
  readonly title: Text;
  readonly blocks: (waiting: Waiting, reader: Reader) => CardBlock[];
  readonly buttons: (queue: Queue, reader: Reader) => Button[];
};

const APPROVALS: List = {
  title: queue.approvals,
  blocks: approvalBlocks,
  buttons: ({ own }, reader) => (own > 1 ? [button('leave.approvals', queue.several, '', reader)] : []),
};
const TODOS: List = { title: queue.todos, blocks: todoBlocks, buttons: () => [] };

function blocksOf({ title, blocks, buttons }: List, waiting: Queue, reader: Reader): CardBlock[] {
  if (waiting.waiting.length === 0) return [];
  const elements = buttons(waiting, reader);
  return [
    { kind: 'heading', text: say(title, reader.locale) },
    ...waiting.waiting.flatMap((one) => blocks(one, reader)),
    ...(waiting.more > 0 ? [{ kind: 'note' as const, text: [say(queue.more(waiting.more), reader.locale)] }] : []),
    ...(elements.length > 0 ? [{ kind: 'actions' as const, elements }] : []),
  ];
}

export const approvalsBlocks = (waiting: Queue, reader: Reader): CardBlock[] => blocksOf(APPROVALS, waiting, reader);
export const todosBlocks = (waiting: Queue, reader: Reader): CardBlock[] => blocksOf(TODOS, waiting, reader);

export const queueCard = (title: Text, blocks: readonly CardBlock[], { locale }: Reader): Card => ({ summary: say(title, locale), blocks });
