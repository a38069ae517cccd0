import type { Period } from '../calendar/period.js';
import { plainDate } from '../calendar/plain-date.js';
import type { Text } from '../chat/text.js';

export const wrongDates: Text = {
  zh: '日期应写作 2026-11-01，且起始日期不晚于结束日期。',
  en: 'Dates are written 2026-11-01, and --from must not be after --to.',
};

/** Undefined: not dates, or the first after the last. */
export function datesFrom(options: { readonly from: string; readonly to: string }): Period | undefined {
  const [from, to] = [plainDate(options.from), plainDate(options.to)];
  return from && to && from <= to ? { from, to } : undefined;
}
