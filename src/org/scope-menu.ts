import type { HandlerId, Menu } from '../chat/card.js';
import { type Locale, say, type Text } from '../chat/text.js';
import type { Department } from './member.js';
import type { Counted, Scope } from './scope.js';

/** Slack: 100 options (src/block-kit/limits.ts). */
const MOST_IN_MENU = 90;
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

/** Where to look next; no menu where there is nothing to choose. `valueFor` undefined: all that they may see. */
export function scopeMenu(
  id: HandlerId,
  { department, departments }: Pick<Scope, 'department' | 'departments'>,
  valueFor: (departmentId: string | undefined) => string,
  locale: Locale,
): Menu[] {
  if (departments.length < 2) return [];
  const options = [
    { label: say(all, locale), value: valueFor(undefined) },
    ...choices(departments, department).map((one) => ({ label: short(one.name), value: valueFor(one.id) })),
  ];
  return [{ kind: 'menu', id, placeholder: say(placeholder, locale), options }];
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
