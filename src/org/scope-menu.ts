import type { HandlerId, Menu } from '../chat/card.js';
import { type Locale, say, type Text } from '../chat/text.js';
import type { Department } from './member.js';
import type { Counted, Scope } from './scope.js';

/** Slack: 100 options (src/block-kit/limits.ts). */
const MOST_IN_MENU = 90;
const MOST_MENUS = 10;
const LONGEST_NAME = 70;

/** Visibly shortened where a chat takes no more; half of a character is none. */
export const short = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).replace(/\p{Surrogate}$/u, '')}…` : name;

const dissolvedName = (name: string): Text => ({ zh: `${name}（已撤销）`, en: `${name} (dissolved)` });

/** As a row of a table, or a line of names, is called. */
export const departmentName = ({ name, dissolved }: Pick<Counted, 'name' | 'dissolved'>, locale: Locale): string =>
  short(dissolved ? say(dissolvedName(name), locale) : name);

const all: Text = { zh: '全部范围', en: 'My whole scope' };
const placeholder: Text = { zh: '只看一个部门', en: 'One department only' };
const placeholderOf = (from: number, to: number): Text => ({
  zh: `${placeholder.zh}（第 ${from}–${to} 个）`,
  en: `${placeholder.en} (${from}–${to})`,
});

/**
 * Where to look next, in as many menus as it takes; none where there is nothing to choose. The way back to all that they may see, for which `valueFor`
 * gets undefined, is in the first, also where nothing is below the department that is shown.
 */
export function scopeMenu(
  id: HandlerId,
  { department, departments }: Pick<Scope, 'department' | 'departments'>,
  valueFor: (departmentId: string | undefined) => string,
  locale: Locale,
): Menu[] {
  if (departments.length < 2) return [];
  const options = choices(departments, department).map((one) => ({ label: short(one.name), value: valueFor(one.id) }));
  const count = Math.max(1, Math.min(MOST_MENUS, Math.ceil(options.length / MOST_IN_MENU)));
  const menus = Array.from({ length: count }, (_, nth) => nth * MOST_IN_MENU);
  return menus.map((from, nth) => {
    const some = options.slice(from, from + MOST_IN_MENU);
    return {
      kind: 'menu',
      id,
      placeholder: say(menus.length > 1 ? placeholderOf(from + 1, from + some.length) : placeholder, locale),
      options: nth === 0 ? [{ label: say(all, locale), value: valueFor(undefined) }, ...some] : some,
    };
  });
}

/**
 * Every department, or where a menu can't hold them, those directly below the one that is shown: one goes down step by step, and there are as many
 * menus as these take.
 */
function choices(scope: readonly Department[], shown: Department | undefined): readonly Department[] {
  if (scope.length <= MOST_IN_MENU) return scope;
  const inScope = new Set(scope.map(({ id }) => id));
  const tops = scope.filter(({ parentId }) => parentId === undefined || !inScope.has(parentId));
  const above = shown ? [shown] : tops;
  const below = scope.filter(({ parentId }) => above.some(({ id }) => id === parentId));
  return [...(shown ? [] : tops), ...below];
}
