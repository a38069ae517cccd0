import { type Reader, when } from '../calendar/reader.js';
import type { CardBlock, Rich } from '../chat/card.js';
import { say } from '../chat/text.js';
import type { Happening, HistoryLine } from './leave.js';
import type { Shown } from './shown.js';
import { deciderWords } from './steps-shown.js';
import { happeningText, roleText, writtenText } from './text.js';

type Told = Pick<Shown, 'history' | 'nameOf' | 'steps'>;

/** More than anybody reads; of a request that has gone through more the newest are shown. */
const MOST_LINES = 40;

/** 经过: when, what, and who or whom, in the order in which it happened. */
export function historyBlocks(shown: Told, reader: Reader): CardBlock[] {
  const items = shown.history.slice(-MOST_LINES).map((line): Rich => [`${when(line.at, reader)}　`, wordsOf(line, shown, reader)]);
  if (items.length === 0) return [];
  return [
    { kind: 'text', text: [{ text: say(writtenText.history, reader.locale), bold: true }] },
    { kind: 'list', items },
  ];
}

/** 逾期未办，上报一级，转林致远. */
function wordsOf(line: HistoryLine, shown: Told, reader: Reader): string {
  const { subjectId, what } = line;
  const { locale } = reader;
  const who = whoIn(line, shown, reader);
  const whom = subjectId === undefined ? say(departmentOf(line, shown), locale) : shown.nameOf(subjectId);
  return say(happeningText[what](who, whom), locale);
}

const DECISIONS: readonly Happening[] = ['approved', 'refused', 'returned', 'approval-stands'];

function whoIn({ what, actorId, position }: HistoryLine, shown: Told, reader: Reader): string | undefined {
  if (actorId === undefined) return undefined;
  const step = DECISIONS.includes(what) ? shown.steps.find((one) => one.position === position) : undefined;
  return step ? deciderWords(step, actorId, shown, reader) : shown.nameOf(actorId);
}

/** Where no single member settles the step: an approve step of which the superior organ decides is with the office. */
function departmentOf({ position }: HistoryLine, { steps }: Told) {
  const step = steps.find((one) => one.position === position);
  return roleText[step && step.action !== 'approve' ? step.role : 'office'];
}
