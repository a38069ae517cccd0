/** The names a work chat's cards use. Others show as `:name:`, which is readable, too. */
const characters: Readonly<Record<string, string>> = {
  '+1': '👍',
  '-1': '👎',
  alarm_clock: '⏰',
  bar_chart: '📊',
  bell: '🔔',
  black_circle: '⚫',
  bulb: '💡',
  calendar: '📅',
  clap: '👏',
  clipboard: '📋',
  clock3: '🕒',
  exclamation: '❗',
  eyes: '👀',
  file_folder: '📁',
  grey_question: '❔',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  lock: '🔒',
  loudspeaker: '📢',
  mega: '📣',
  memo: '📝',
  no_entry: '⛔',
  ok_hand: '👌',
  page_facing_up: '📄',
  pencil: '📝',
  pray: '🙏',
  pushpin: '📌',
  question: '❓',
  red_circle: '🔴',
  smile: '😄',
  star: '⭐',
  tada: '🎉',
  thumbsup: '👍',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  x: '❌',
};

/** `unicode`: Slack's own hex code points (`1f44d`, `0031-fe0f-20e3`), where the element carries them. */
export function emojiCharacter(name: string, unicode?: string): string {
  const points = unicode?.split('-').map((hex) => Number.parseInt(hex, 16)) ?? [];
  if (points.length > 0 && points.every((point) => point > 0 && point <= 0x10ffff)) return String.fromCodePoint(...points);
  return characters[name] ?? `:${name}:`;
}
