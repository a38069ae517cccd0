import type { KnownBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { Button, CardBlock, Confirm, Menu, Option, Rich, Span } from '../chat/card.js';
import { chartInWords } from './chart.js';
import { plain } from './plain.js';
import { preformatted } from './table.js';

/** Where blocks stand: Slack shows tables in messages only, and charts, which message.ts draws. */
export type Surface = 'message' | 'modal' | 'home';

/** Card blocks → Block Kit. Text goes into rich_text, which interprets nothing: `*李*` and `<!channel>` are shown as they are. */
export function renderBlocks(blocks: readonly CardBlock[], surface: Surface): KnownBlock[] {
  return blocks.map((block) => renderBlock(block, surface));
}

export function renderBlock(block: CardBlock, surface: Surface): KnownBlock {
  switch (block.kind) {
    case 'heading':
      return { type: 'header', text: plain(block.text) };
    case 'text':
      return { type: 'rich_text', elements: [section(block.text)] };
    case 'quote':
      return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: block.text.map(run) }] };
    case 'list':
      return {
        type: 'rich_text',
        elements: [{ type: 'rich_text_list', style: block.ordered ? 'ordered' : 'bullet', elements: block.items.map(section) }],
      };
    case 'facts':
      return {
        type: 'rich_text',
        elements: block.facts.map(({ label, value }, index) =>
          section([{ text: label, bold: true }, `　${value}${index < block.facts.length - 1 ? '\n' : ''}`]),
        ),
      };
    case 'note':
      return { type: 'context', elements: [plain(block.text.map(spanText).join(''))] };
    case 'divider':
      return { type: 'divider' };
    case 'table':
      return surface === 'message'
        ? {
            type: 'table',
            column_settings: block.columns.map(({ align }) => ({ align: align ?? 'left', is_wrapped: true })),
            rows: [block.columns.map(({ title }) => cell(title)), ...block.rows.map((row) => row.map(cell))],
          }
        : { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: preformatted(block) }] }] };
    case 'chart':
      return chartInWords(block);
    case 'actions':
      return { type: 'actions', elements: block.elements.map((element, index) => actionElement(element, index)) };
  }
}

const cell = (text: string) => ({ type: 'raw_text' as const, text: text === '' ? ' ' : text });
const section = (text: Rich): RichTextSection => ({ type: 'rich_text_section', elements: text.map(run) });
const spanText = (span: Span): string => (typeof span === 'string' ? span : span.text);

function run(span: Span): RichTextElement {
  if (typeof span === 'string') return { type: 'text', text: span };
  if ('link' in span) return { type: 'link', url: span.link, text: span.text };
  const { text, bold, italic, strike, code } = span;
  const style = { ...(bold ? { bold } : {}), ...(italic ? { italic } : {}), ...(strike ? { strike } : {}), ...(code ? { code } : {}) };
  return { type: 'text', text, ...(Object.keys(style).length > 0 ? { style } : {}) };
}

/** Two elements of one block may have the same handler, but Slack wants different action_ids: from the second on a number follows. */
const actionId = (id: string, index: number): string => (index === 0 ? id : `${id}#${index}`);
export const handlerOf = (actionId: string): string => actionId.replace(/#\d+$/, '');

function actionElement(element: Button | Menu, index: number) {
  if (element.kind === 'menu') {
    return {
      type: 'static_select' as const,
      action_id: actionId(element.id, index),
      placeholder: plain(element.placeholder),
      options: element.options.map(renderOption),
    };
  }
  return {
    type: 'button' as const,
    action_id: actionId(element.id, index),
    text: plain(element.label),
    ...(element.value ? { value: element.value } : {}),
    ...(element.style ? { style: element.style } : {}),
    ...(element.confirm ? { confirm: renderConfirm(element.confirm) } : {}),
    ...(element.description ? { accessibility_label: element.description } : {}),
  };
}

export function renderOption(option: Option) {
  return { text: plain(option.label), value: option.value, ...(option.description ? { description: plain(option.description) } : {}) };
}

function renderConfirm(confirm: Confirm) {
  return {
    title: plain(confirm.title),
    text: plain(confirm.text),
    confirm: plain(confirm.yes),
    deny: plain(confirm.no),
    ...(confirm.danger ? { style: 'danger' as const } : {}),
  };
}
