import type { Period } from '../../calendar/period.js';
import type { Reader } from '../../calendar/reader.js';
import { periodWords } from '../../calendar/words.js';
import type { Upload } from '../../chat/chat.js';
import { say } from '../../chat/text.js';
import { workbookFile } from '../../workbook/in-worker.js';
import { type Cell, type Column, DATE_FORMAT, DAYS_FORMAT, MOMENT_FORMAT, serialDay, serialMoment } from '../../workbook/sheet.js';
import type { HalfDay } from '../half-days.js';
import { halfText, kindText, stateText } from '../text.js';
import type { Filing } from './filing.js';
import { columnText, filingText } from './text.js';

/** `count`: of all that was filed in the period, of which `filings` may be only the newest. */
type Filings = { readonly period: Period; readonly count: number; readonly filings: readonly Filing[] };

type ColumnName = keyof typeof columnText;
type ColumnOf = { readonly look: Omit<Column, 'title'>; readonly cell: (filing: Filing, reader: Reader) => Cell };

const day: Omit<Column, 'title'> = { format: DATE_FORMAT, width: 18 };
const moment: Omit<Column, 'title'> = { format: MOMENT_FORMAT, width: 22 };
const half = (one: HalfDay, { locale }: Reader): string => say(halfText[one.half], locale);

/** In this order. */
const COLUMNS: Readonly<Record<ColumnName, ColumnOf>> = {
  filed: { look: moment, cell: ({ filedAt }, { zone }) => serialMoment(filedAt, zone) },
  department: { look: { width: 20 }, cell: ({ department }) => department },
  name: { look: {}, cell: ({ name }) => name },
  rank: { look: {}, cell: ({ leave }) => leave.rank },
  kind: { look: {}, cell: ({ leave }, { locale }) => say(kindText[leave.kind], locale) },
  from: { look: day, cell: ({ leave }) => serialDay(leave.period.from.on) },
  fromHalf: { look: { width: 18 }, cell: ({ leave }, reader) => half(leave.period.from, reader) },
  until: { look: day, cell: ({ leave }) => serialDay(leave.period.until.on) },
  untilHalf: { look: { width: 18 }, cell: ({ leave }, reader) => half(leave.period.until, reader) },
  days: { look: { format: DAYS_FORMAT }, cell: ({ halfDays }) => halfDays / 2 },
  back: { look: day, cell: ({ leave }) => (leave.back ? serialDay(leave.back.on) : null) },
  acting: { look: {}, cell: ({ actingName }) => actingName ?? null },
  approver: { look: {}, cell: ({ approved }, reader) => approved?.words(reader) ?? null },
  approved: { look: moment, cell: ({ approved }, { zone }) => (approved ? serialMoment(approved.at, zone) : null) },
  state: { look: {}, cell: ({ leave }, { locale }) => say(stateText[leave.state], locale) },
};

/** One line for each leave. */
export function filingsWorkbook({ period, count, filings }: Filings, reader: Reader): Promise<Upload> {
  const { locale } = reader;
  const shown = Object.entries(COLUMNS) as [ColumnName, ColumnOf][];
  const columns = shown.map(([name, { look }]) => ({ title: say(columnText[name], locale), ...look }));
  const rest = count > filings.length ? [[say(filingText.rest(filings.length, count), locale)]] : [];
  const rows = [...filings.map((filing) => shown.map(([, { cell }]) => cell(filing, reader))), ...rest];
  return workbookFile(say(filingText.file(periodWords(period, locale)), locale), [{ name: say(filingText.title, locale), columns, rows }]);
}
