import type { Reader } from '../../../calendar/reader.js';
import { say } from '../../../chat/text.js';
import { periodWords } from '../../shown.js';
import { daysText, holidaysUnknown, kindText, stateText } from '../../text.js';
import { isShort } from '../balances.js';
import type { Unfit } from '../check.js';
import { formSentences } from '../form-text.js';
import { lapseWords } from '../preview.js';
import { FIELDS, type Problem } from './problem.js';
import { problemText } from './text.js';

type Wrong = Extract<Unfit, { refusal: 'fields' }>;

/** What is wrong, by the field it is about. */
export const problemWords = (wrong: Wrong, reader: Reader): Readonly<Record<string, string>> =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const problem = wrong.problems[field];
      return problem ? [[field, wordsOf(problem, wrong, reader)]] : [];
    }),
  );

/** With the other request, and with how many days there are, where that is what is wrong. */
function wordsOf(problem: Problem, { overlapping, balances, yearsUnknown = [] }: Wrong, reader: Reader): string {
  const { locale } = reader;
  if (problem === 'overlaps' && overlapping) {
    const { kind, period, state } = overlapping;
    return say(formSentences.overlaps(say(kindText[kind], locale), periodWords(period, reader), say(stateText[state], locale)), locale);
  }
  const short = balances?.find(isShort);
  if (problem === 'balance-short' && short?.before !== undefined) {
    const days = (halfDays: number) => say(daysText(halfDays), locale);
    const sentence = say(formSentences.short(days(Math.max(0, short.before)), days(short.takes)), locale);
    const guessed = yearsUnknown.includes(short.year) ? [say(holidaysUnknown(short.year), locale)] : [];
    return [sentence, ...lapseWords([short], reader), ...guessed].join(locale === 'en' ? ' ' : '');
  }
  return say(problemText[problem], locale);
}
