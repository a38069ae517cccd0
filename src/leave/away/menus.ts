import type { Period as Dates } from '../../calendar/period.js';
import { type PeriodName, periodMenu } from '../../calendar/period-menu.js';
import type { HandlerId, Menu } from '../../chat/card.js';
import type { Locale } from '../../chat/text.js';
import type { Department } from '../../org/member.js';
import { scopeMenu } from '../../org/scope-menu.js';

type Shown = { readonly dates: Dates; readonly department: Department | undefined; readonly scope: readonly Department[] };

/** Values: period | department id or nothing | page. */
export const viewValue = ({ from, to }: Dates, departmentId: string | undefined, page = 0): string =>
  `${from}..${to}|${departmentId ?? ''}|${page}`;

export function readView(value: string): { readonly words: string; readonly departmentId: string | undefined; readonly page: number } {
  const [words = '', departmentId = '', page = ''] = value.split('|');
  return { words, departmentId: departmentId || undefined, page: /^\d{1,4}$/.test(page) ? Number(page) : 0 };
}

export function viewMenus(id: HandlerId, { dates, department, scope }: Shown, periods: readonly PeriodName[], locale: Locale): Menu[] {
  return [
    periodMenu(id, periods, (name) => `${name}|${department?.id ?? ''}|0`, locale),
    ...scopeMenu(id, { department, departments: scope }, (departmentId) => viewValue(dates, departmentId), locale),
  ];
}
