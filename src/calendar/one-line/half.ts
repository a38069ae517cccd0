import type { Ambiguous } from './ambiguity.js';

/** Words for a part of the day, and the hours that each may go with: as written, or twelve later. */
const HALVES: readonly (readonly [RegExp, { readonly same: readonly [number, number]; readonly later?: readonly [number, number] }])[] = [
  [/^凌晨$/, { same: [0, 6] }],
  [/^(?:清晨|早晨|早上|早)$/, { same: [4, 11] }],
  [/^上午$/, { same: [1, 11] }],
  [/^(?:中午|正午)$/, { same: [11, 14], later: [1, 2] }],
  [/^(?:下午|午后)$/, { same: [13, 19], later: [1, 7] }],
  [/^傍晚$/, { same: [16, 20], later: [4, 8] }],
  [/^(?:晚上|夜里|晚)$/, { same: [17, 23], later: [5, 11] }],
];
/** 早 and 晚 alone only where a date was just taken: 明早, 今晚; not 晚会. */
export const HALF = '(?:凌晨|清晨|早晨|早上|上午|中午|正午|下午|午后|傍晚|晚上|夜里|(?<=\\n)[早晚](?![会宴餐报]))';

/** Not 全天候. */
export const WHOLE_DAY = /(?:全|一?整)天(?!候)/;

/** The hour of the day. `padded`: written 03:00, which is said of 24 hours only. */
export function hourOf(hour: number, half: string | undefined, padded: boolean): number | Ambiguous {
  if (Number.isNaN(hour) || hour > 23) return 'no-such-time';
  if (half === undefined) return padded || hour === 0 || hour > 7 ? hour : 'half-missing';
  const [, hours] = HALVES.find(([word]) => word.test(half)) ?? [];
  const within = ([first, last]: readonly [number, number]) => hour >= first && hour <= last;
  if (hours?.later && within(hours.later)) return hour + 12;
  return hours && within(hours.same) ? hour : 'half-differs';
}
