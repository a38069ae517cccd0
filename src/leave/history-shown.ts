import { type Reader, when } from '../calendar/reader.js';
import type { Rich } from '../chat/card.js';
import { say } from '../chat/text.js';
import type { HistoryLine } from './leave.js';
import type { Shown } from './shown.js';
import { happeningText, roleText } from './text.js';

type Told = Pick<Shown, 'history' | 'nameOf' | 'steps'>;

/** 12月1日（周二） 09:00 逾期未办，上报一级，转林致远: when, what, and who or whom; in the order in which it happened. */
export const historyLines = (shown: Told, reader: Reader): Rich[] =>
  shown.history.map((line) => [`${when(line.at, reader)}　`, wordsOf(line, shown, reader)]);

function wordsOf(line: HistoryLine, shown: Told, { locale }: Reader): string {
  const { actorId, subjectId, what } = line;
  const who = actorId === undefined ? undefined : shown.nameOf(actorId);
  const whom = subjectId === undefined ? say(departmentOf(line, shown), locale) : shown.nameOf(subjectId);
  return say(happeningText[what](who, whom), locale);
}

/** Where no single member settles the step: an approve step of which the superior organ decides is with the office. */
function departmentOf({ position }: HistoryLine, { steps }: Told) {
  const step = steps.find((one) => one.position === position);
  return roleText[step && step.action !== 'approve' ? step.role : 'office'];
}
