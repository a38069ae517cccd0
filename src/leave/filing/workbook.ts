import type { Instant } from '../../calendar/instant.js';
import type { Period } from '../../calendar/period.js';
import type { Reader } from '../../calendar/reader.js';
import { dateWordsWithYear, periodWords, timeWords } from '../../calendar/words.js';
import { dateOf } from '../../calendar/zone.js';
import type { Upload } from '../../chat/chat.js';
import { say } from '../../chat/text.js';
import { workbookFile } from '../../workbook/in-worker.js';
import type { HalfDay } from '../half-days.js';
import { daysText, halfText, kindText, stateText } from '../text.js';
import type { Filing } from './filing.js';
import { columnText, filingText } from './text.js';

/** `count`: of all that was filed in the period, of which `filings` may be only the newest. */
type Filings = { readonly period: Period; readonly count: number; readonly filings: readonly Filing[] };

/** One line for each leave. */
export function filingsWorkbook({ period, count, filings }: Filings, reader: Reader): Promise<Upload> {
  const { locale } = reader;
  const columns = Object.values(columnText).map((heading) => ({ title: say(heading, locale), width: 20 }));
  const rest = count > filings.length ? [[say(filingText.rest(filings.length, count), locale)]] : [];
  const rows = [...filings.map((filing) => cellsOf(filing, reader)), ...rest];
  return workbookFile(say(filingText.file(periodWords(period, locale)), locale), [{ name: say(filingText.title, locale), columns, rows }]);
}

/** In the order of `columnText`. */
function cellsOf({ leave, halfDays, filedAt, name, department, actingName, approved }: Filing, reader: Reader): string[] {
  const { locale } = reader;
  const { from, until } = leave.period;
  return [
    moment(filedAt, reader),
    department,
    name,
    leave.rank,
    say(kindText[leave.kind], locale),
    halfDay(from, reader),
    halfDay(until, reader),
    say(daysText(halfDays), locale),
    actingName ?? '',
    approved?.by ?? '',
    approved ? moment(approved.at, reader) : '',
    say(stateText[leave.state], locale),
  ];
}

// A workbook is kept for years, so each date says its own.
const moment = (at: Instant, { zone, locale }: Reader): string =>
  `${dateWordsWithYear(dateOf(at, zone), locale)} ${timeWords(at, zone, locale)}`;

function halfDay({ on, half }: HalfDay, { locale }: Reader): string {
  return [dateWordsWithYear(on, locale), say(halfText[half], locale)].join(locale === 'en' ? ', ' : '');
}
