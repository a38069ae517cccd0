import { type JsonObject, listOf, numberOf, objectOf, objectsOf, stringOf } from '../json.js';
import { ChannelName, DateWords, Emoji, Link, Mention, Styled } from './pieces.js';

/** rich_text: sections, lists (nested by indent), quotes and preformatted text. */
export function RichText({ elements }: { elements: readonly JsonObject[] }) {
  return (
    <div class="rich-text">
      {partsOf(elements).map((part, index) =>
        part.list ? <RichList key={`${index}`} items={part.list} /> : <Part key={`${index}`} element={part.element} />,
      )}
    </div>
  );
}

type ListItem = { readonly element: JsonObject; readonly ordered: boolean; readonly indent: number; readonly number: number };
type PartOf =
  | { readonly list: readonly ListItem[]; readonly element?: undefined }
  | { readonly list?: undefined; readonly element: JsonObject };

/**
 * Slack nests by sending one list after the other with an indent: neighbours are gathered into one. Sections that follow each other
 * are one running text; a new line is in their words.
 */
function partsOf(elements: readonly JsonObject[]): PartOf[] {
  const parts: ({ list: ListItem[] } | { element: JsonObject })[] = [];
  for (const element of elements) {
    const before = parts.at(-1);
    if (element.type === 'rich_text_section' && before && 'element' in before && before.element.type === 'rich_text_section') {
      parts[parts.length - 1] = { element: { ...element, elements: [...listOf(before.element.elements), ...listOf(element.elements)] } };
      continue;
    }
    if (element.type !== 'rich_text_list') {
      parts.push({ element });
      continue;
    }
    const indent = numberOf(element.indent) ?? 0;
    const first = (numberOf(element.offset) ?? 0) + 1;
    const items = objectsOf(element.elements).map((item, index) => ({
      element: item,
      ordered: element.style === 'ordered',
      indent,
      number: first + index,
    }));
    if (before && 'list' in before && indent > 0) before.list.push(...items);
    else parts.push({ list: items });
  }
  return parts;
}

/** Items deeper than the first belong into a list of their own under the item before them. */
function RichList({ items }: { items: readonly ListItem[] }) {
  const first = items[0];
  if (!first) return null;
  const rows: { item: ListItem; under: ListItem[] }[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    if (last && item.indent > first.indent) last.under.push(item);
    else rows.push({ item, under: [] });
  }
  const content = rows.map(({ item, under }, index) => (
    <li key={`${index}`} {...(item.ordered ? { value: item.number } : {})}>
      <Inline elements={objectsOf(item.element.elements)} />
      {under.length > 0 && <RichList items={under} />}
    </li>
  ));
  return first.ordered ? <ol>{content}</ol> : <ul>{content}</ul>;
}

function Part({ element }: { element: JsonObject }) {
  const inside = <Inline elements={objectsOf(element.elements)} />;
  switch (element.type) {
    case 'rich_text_quote':
      return <blockquote>{inside}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{inside}</pre>;
    default:
      return <p>{inside}</p>;
  }
}

export function Inline({ elements }: { elements: readonly JsonObject[] }) {
  return (
    <>
      {elements.map((element, index) => (
        <InlinePiece key={`${index}`} element={element} />
      ))}
    </>
  );
}

function InlinePiece({ element }: { element: JsonObject }) {
  const style = objectOf(element.style);
  const words = (key: string) => stringOf(element[key]) ?? '';
  switch (element.type) {
    case 'text':
      return <Styled text={words('text')} style={style} />;
    case 'link':
      return <Link url={words('url')} text={words('text')} style={style} />;
    case 'user':
      return <Mention id={words('user_id')} />;
    case 'channel':
      return <ChannelName id={words('channel_id')} />;
    case 'usergroup':
      return <span class="mention">@{words('usergroup_id')}</span>;
    case 'broadcast':
      return <span class="mention">@{words('range')}</span>;
    case 'emoji':
      return <Emoji name={words('name')} unicode={stringOf(element.unicode)} />;
    case 'date':
      return <DateWords timestamp={numberOf(element.timestamp) ?? Number.NaN} format={words('format')} fallback={words('fallback')} />;
    case 'color':
      return <code>{words('value')}</code>;
    default:
      return <Styled text={words('text') || words('fallback')} style={style} />;
  }
}
