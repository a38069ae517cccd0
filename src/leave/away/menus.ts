import type { Period as Dates } from '../../calendar/period.js';
import type { HandlerId, Menu } from '../../chat/card.js';
import { type Locale, say } from '../../chat/text.js';
import type { Department } from '../../org/member.js';
import { scopeOptions } from '../../org/scope-menu.js';
import { type PeriodName, periodText, text } from './view-text.js';

type Shown = { readonly dates: Dates; readonly department: Department | undefined; readonly scope: readonly Department[] };

/** Values: period | department id or nothing | page. */
export const viewValue = ({ from, to }: Dates, departmentId: string | undefined, page = 0): string =>
  `${from}..${to}|${departmentId ?? ''}|${page}`;

export function readView(value: string): { readonly words: string; readonly departmentId: string | undefined; readonly page: number } {
  const [words = '', departmentId = '', page = ''] = value.split('|');
  return { words, departmentId: departmentId || undefined, page: /^\d{1,4}$/.test(page) ? Number(page) : 0 };
}

export function viewMenus(id: HandlerId, { dates, department, scope }: Shown, periods: readonly PeriodName[], locale: Locale): Menu[] {
  const period: Menu = {
    kind: 'menu',
    id,
    placeholder: say(text.period, locale),
    options: periods.map((name) => ({ label: say(periodText[name], locale), value: `${name}|${department?.id ?? ''}|0` })),
  };
  const options = scopeOptions({ department, departments: scope }, (id) => viewValue(dates, id), locale);
  return options.length === 0 ? [period] : [period, { kind: 'menu', id, placeholder: say(text.scope, locale), options }];
}
