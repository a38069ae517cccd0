import type { Period as Dates } from '../../calendar/period.js';
import type { HandlerId, Menu } from '../../chat/card.js';
import { type Locale, say } from '../../chat/text.js';
import type { Department } from '../../org/member.js';
import { type PeriodName, periodText, text } from './view-text.js';

/** Slack: 100 options (src/block-kit/limits.ts). */
const MOST_IN_MENU = 90;
const LONGEST_NAME = 70;

/** Visibly shortened where a chat takes no more. */
export const short = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

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
  if (scope.length < 2) return [period];
  const departments: Menu = {
    kind: 'menu',
    id,
    placeholder: say(text.scope, locale),
    options: [
      { label: say(text.all, locale), value: viewValue(dates, undefined) },
      ...choices(scope, department).map((one) => ({ label: short(one.name), value: viewValue(dates, one.id) })),
    ],
  };
  return [period, departments];
}

/** Every department, or where a menu can't hold them, those directly below the one that is shown: one goes down step by step. */
function choices(scope: readonly Department[], shown: Department | undefined): readonly Department[] {
  if (scope.length <= MOST_IN_MENU) return scope;
  const inScope = new Set(scope.map(({ id }) => id));
  const tops = scope.filter(({ parentId }) => parentId === undefined || !inScope.has(parentId));
  const above = shown ? [shown] : tops;
  const below = scope.filter(({ parentId }) => above.some(({ id }) => id === parentId));
  return [...(shown ? [] : tops), ...below].slice(0, MOST_IN_MENU);
}
