import { asList, asObject, type Check, checkString, checkUnique, type Json } from './check.js';
import { checkElement } from './elements.js';
import { limits } from './limits.js';
import { checkText } from './objects.js';
import { checkRichText } from './rich-text.js';

export type Surface = 'message' | 'modal' | 'home';

/** Gives the number of characters the block shows, as far as Slack counts them. */
type BlockCheck = (check: Check, block: Json, surface: Surface) => number;

const checks: Readonly<Record<string, BlockCheck>> = {
  header(check, block) {
    checkText(check.at('text'), block.text, limits.header.text);
    return lengthOf(block.text);
  },
  divider: () => 0,
  section(check, block) {
    if (block.text === undefined && block.fields === undefined) check.fail('must have text or fields');
    checkText(check.at('text'), block.text, limits.section.text, 'any', false);
    const fields = asList(check.at('fields'), block.fields, limits.section.fields, block.fields === undefined ? 0 : 1);
    for (const [index, field] of fields.entries()) checkText(check.at('fields').at(index), field, limits.section.field, 'any');
    if (block.accessory !== undefined) checkElement(check.at('accessory'), block.accessory, 'section');
    return lengthOf(block.text) + fields.reduce<number>((total, field) => total + lengthOf(field), 0);
  },
  rich_text: (check, block) => checkRichText(check.at('elements'), block.elements),
  context(check, block) {
    const elements = asList(check.at('elements'), block.elements, limits.context.elements);
    for (const [index, element] of elements.entries()) checkText(check.at('elements').at(index), element, limits.context.text, 'any');
    return elements.reduce<number>((total, element) => total + lengthOf(element), 0);
  },
  actions(check, block) {
    const list = check.at('elements');
    const ids = asList(list, block.elements, limits.actions.elements).map(
      (element, index) => [list.at(index).at('action_id'), checkElement(list.at(index), element, 'actions')] as const,
    );
    checkUnique(ids, 'action_id');
    return 0;
  },
  input(check, block, surface) {
    if (surface === 'message') check.fail('input blocks are not sent in messages by this app');
    checkText(check.at('label'), block.label, limits.input.label);
    checkText(check.at('hint'), block.hint, limits.input.hint, 'plain', false);
    checkElement(check.at('element'), block.element, 'input');
    return lengthOf(block.label);
  },
  image(check, block) {
    checkString(check.at('image_url'), block.image_url, limits.image.url);
    checkString(check.at('alt_text'), block.alt_text, limits.image.altText);
    checkText(check.at('title'), block.title, limits.image.title, 'plain', false);
    return 0;
  },
  table(check, block, surface) {
    if (surface !== 'message') check.fail('unsupported type: table');
    let text = 0;
    asList(check.at('rows'), block.rows, limits.table.rows).forEach((row, r) => {
      asList(check.at('rows').at(r), row, limits.table.columns).forEach((cell, c) => {
        text += checkCell(check.at('rows').at(r).at(c), cell);
      });
    });
    if (text > limits.table.text) check.fail(`tables hold ${limits.table.text} characters at most [has ${text}]`);
    return text;
  },
};

function checkCell(check: Check, value: unknown): number {
  const cell = asObject(check, value);
  if (cell?.type === 'raw_text') return checkString(check.at('text'), cell.text, limits.table.text)?.length ?? 0;
  if (cell?.type === 'rich_text') return checkRichText(check.at('elements'), cell.elements);
  if (cell) check.at('type').fail(`unsupported type: ${String(cell.type)}`);
  return 0;
}

function lengthOf(text: unknown): number {
  return typeof text === 'object' && text !== null && 'text' in text && typeof text.text === 'string' ? text.text.length : 0;
}

/** All blocks of one surface: their number, each block, ids, and for a message the text of all of them together. */
export function checkBlocks(check: Check, value: unknown, surface: Surface): void {
  const most = surface === 'message' ? limits.message.blocks : limits.view.blocks;
  const blocks = asList(check, value, most, surface === 'message' ? 1 : 0);
  let text = 0;
  let tables = 0;
  const ids = blocks.map((entry, index) => {
    const place = check.at(index);
    const block = asObject(place, entry);
    const type = String(block?.type);
    const one = block && Object.hasOwn(checks, type) ? checks[type] : undefined;
    if (block && one) text += one(place, block, surface);
    else if (block) place.at('type').fail(`unsupported type: ${type}`);
    if (type === 'table') tables += 1;
    return [
      place.at('block_id'),
      block ? checkString(place.at('block_id'), block.block_id, limits.block.blockId, false) : undefined,
    ] as const;
  });
  checkUnique(ids, 'block_id');
  if (tables > limits.table.perMessage) check.fail('only_one_table_allowed');
  if (surface === 'message' && text > limits.message.allBlocksText) check.fail(`msg_blocks_too_long [has ${text}]`);
}
