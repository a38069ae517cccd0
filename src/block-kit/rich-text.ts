import { asList, asObject, type Check, checkOneOf, checkString, checkWhole, type Json } from './check.js';
import { limits } from './limits.js';
import { checkProperties } from './properties.js';

/** Slack gives no number of its own for rich text; the total of a message's blocks holds anyway. */
const MANY = Number.MAX_SAFE_INTEGER;

/** A rich_text block's elements (docs.slack.dev: Rich text block). Gives the number of characters shown. */
export function checkRichText(check: Check, value: unknown): number {
  return sum(check, value, (place, element) => {
    checkProperties(place, element);
    switch (element.type) {
      case 'rich_text_section':
      case 'rich_text_quote':
        return sum(place.at('elements'), element.elements, checkRun);
      case 'rich_text_preformatted':
        return sum(place.at('elements'), element.elements, checkPreformatted);
      case 'rich_text_list':
        if (element.style === undefined) place.at('style').missing();
        checkOneOf(place.at('style'), element.style, ['bullet', 'ordered']);
        checkWhole(place.at('indent'), element.indent, 0, limits.richText.indent);
        return sum(place.at('elements'), element.elements, checkItem);
      default:
        return unsupported(place, element);
    }
  });
}

function checkItem(check: Check, item: Json): number {
  if (item.type !== 'rich_text_section') return unsupported(check, item);
  checkProperties(check, item);
  return sum(check.at('elements'), item.elements, checkRun);
}

function checkPreformatted(check: Check, run: Json): number {
  return run.type === 'text' || run.type === 'link' ? checkRun(check, run) : unsupported(check, run);
}

/** The field that says what a mention or emoji stands for; each shows as about one word. */
const namedBy: Readonly<Record<string, string>> = {
  emoji: 'name',
  user: 'user_id',
  channel: 'channel_id',
  usergroup: 'usergroup_id',
  team: 'team_id',
};

function checkRun(check: Check, run: Json): number {
  const type = String(run.type);
  checkProperties(check, run);
  const field = Object.hasOwn(namedBy, type) ? namedBy[type] : undefined;
  checkStyle(check.at('style'), run.style);
  if (field !== undefined) return checkString(check.at(field), run[field], MANY)?.length ?? 0;
  switch (type) {
    case 'text':
      return checkString(check.at('text'), run.text, MANY)?.length ?? 0;
    case 'link':
      checkString(check.at('url'), run.url, MANY);
      return checkString(check.at('text'), run.text, MANY, 'optional')?.length ?? 0;
    case 'broadcast':
      checkOneOf(check.at('range'), run.range ?? '', ['here', 'channel', 'everyone']);
      return type.length;
    case 'color':
      return checkString(check.at('value'), run.value, MANY)?.length ?? 0;
    case 'date':
      if (typeof run.timestamp !== 'number') check.at('timestamp').fail('must provide a number');
      return checkString(check.at('format'), run.format, MANY)?.length ?? 0;
    default:
      return unsupported(check, run);
  }
}

function checkStyle(check: Check, value: unknown): void {
  if (value === undefined) return;
  const style = asObject(check, value) ?? {};
  checkProperties(check, style, 'style');
  for (const [name, on] of Object.entries(style)) if (typeof on !== 'boolean') check.at(name).fail('must provide a boolean');
}

function unsupported(check: Check, { type }: Json): number {
  check.at('type').fail(`unsupported type: ${String(type)}`);
  return 0;
}

function sum(check: Check, value: unknown, one: (check: Check, child: Json) => number): number {
  if (value === undefined) check.missing();
  return asList(check, value, MANY, 0)
    .map((child, index) => {
      const element = asObject(check.at(index), child);
      return element ? one(check.at(index), element) : 0;
    })
    .reduce((total, length) => total + length, 0);
}
