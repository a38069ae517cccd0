import type { HandlerId, Menu } from '../chat/card.js';
import { type Locale, say, type Text } from '../chat/text.js';

/** Periods that are offered to be picked; `parsePeriod` reads each. */
const NAMES = {
  今天: { zh: '今天', en: 'Today' },
  明天: { zh: '明天', en: 'Tomorrow' },
  本周: { zh: '本周', en: 'This week' },
  上周: { zh: '上周', en: 'Last week' },
  下周: { zh: '下周', en: 'Next week' },
  本月: { zh: '本月', en: 'This month' },
  上月: { zh: '上月', en: 'Last month' },
  本季度: { zh: '本季度', en: 'This quarter' },
  上季度: { zh: '上季度', en: 'Last quarter' },
  今年: { zh: '今年', en: 'This year' },
  去年: { zh: '去年', en: 'Last year' },
} as const satisfies Record<string, Text>;
export type PeriodName = keyof typeof NAMES;
const placeholder: Text = { zh: '换一个时段', en: 'Another period' };

/** `valueFor`: what a pick sends. */
export const periodMenu = (id: HandlerId, names: readonly PeriodName[], valueFor: (name: PeriodName) => string, locale: Locale): Menu => ({
  kind: 'menu',
  id,
  placeholder: say(placeholder, locale),
  options: names.map((name) => ({ label: say(NAMES[name], locale), value: valueFor(name) })),
});
