import { asList, asObject, type Check, checkString } from './check.js';

const MANY = 3_000; // Slack gives no number; the message's total text limit holds anyway

/** A rich_text block's elements (docs.slack.dev: Rich text block). Gives the number of characters shown. */
export function checkRichText(check: Check, value: unknown): number {
  return sum(check, value, (place, child) => {
    const element = asObject(place, child);
    if (!element) return 0;
    switch (element.type) {
      case 'rich_text_section':
      case 'rich_text_quote':
      case 'rich_text_preformatted':
        return sum(place.at('elements'), element.elements, checkRun);
      case 'rich_text_list':
        if (element.style !== 'bullet' && element.style !== 'ordered') place.at('style').fail('must be bullet or ordered');
        return sum(place.at('elements'), element.elements, (item, section) => {
          const row = asObject(item, section);
          if (row && row.type !== 'rich_text_section') item.at('type').fail(`unsupported type: ${String(row.type)}`);
          return row ? sum(item.at('elements'), row.elements, checkRun) : 0;
        });
      default:
        place.at('type').fail(`unsupported type: ${String(element.type)}`);
        return 0;
    }
  });
}

function checkRun(check: Check, value: unknown): number {
  const run = asObject(check, value);
  if (!run) return 0;
  switch (run.type) {
    case 'text':
      return checkString(check.at('text'), run.text, MANY)?.length ?? 0;
    case 'link':
      checkString(check.at('url'), run.url, MANY);
      return checkString(check.at('text'), run.text, MANY, false)?.length ?? 0;
    case 'emoji':
      checkString(check.at('name'), run.name, MANY);
      return 1;
    case 'user':
      checkString(check.at('user_id'), run.user_id, MANY);
      return 1;
    case 'channel':
      checkString(check.at('channel_id'), run.channel_id, MANY);
      return 1;
    case 'date':
      if (typeof run.timestamp !== 'number') check.at('timestamp').fail('must be a number');
      checkString(check.at('format'), run.format, MANY);
      return 1;
    default:
      check.at('type').fail(`unsupported type: ${String(run.type)}`);
      return 0;
  }
}

function sum(check: Check, value: unknown, one: (check: Check, child: unknown) => number): number {
  return asList(check, value, MANY, 0)
    .map((child, index) => one(check.at(index), child))
    .reduce((total, length) => total + length, 0);
}
