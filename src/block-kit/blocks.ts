import { checkDataVisualization } from './chart.js';
import { asList, asObject, type Check, checkString, checkUnique, isObject, type Json } from './check.js';
import { checkElement, checkImage } from './elements.js';
import { limits } from './limits.js';
import { checkText } from './objects.js';
import { checkProperties } from './properties.js';
import { checkRichText } from './rich-text.js';
import { checkTable } from './table.js';

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
    if (block.text === undefined && block.fields === undefined) check.at('text').missing();
    checkText(check.at('text'), block.text, limits.section.text, 'any', 'optional');
    const fields = asList(check.at('fields'), block.fields, limits.section.fields, block.fields === undefined ? 0 : 1);
    for (const [index, field] of fields.entries()) checkText(check.at('fields').at(index), field, limits.section.field, 'any');
    if (block.accessory !== undefined) checkElement(check.at('accessory'), block.accessory, 'section');
    return lengthOf(block.text) + lengthsOf(fields);
  },
  rich_text: (check, block) => checkRichText(check.at('elements'), block.elements),
  context(check, block) {
    const elements = asList(check.at('elements'), block.elements, limits.context.elements);
    for (const [index, element] of elements.entries()) {
      const place = check.at('elements').at(index);
      if (isObject(element) && element.type === 'image') {
        checkProperties(place, element);
        checkImage(place, element);
      } else checkText(place, element, limits.text.text, 'any');
    }
    return lengthsOf(elements);
  },
  actions(check, block) {
    const list = check.at('elements');
    const ids = asList(list, block.elements, limits.actions.elements).map(
      (element, index) => [list.at(index).at('action_id'), checkElement(list.at(index), element, 'actions')] as const,
    );
    checkUnique(ids, 'action_id');
    return 0;
  },
  input(check, block) {
    checkText(check.at('label'), block.label, limits.input.label);
    checkText(check.at('hint'), block.hint, limits.input.hint, 'plain', 'optional');
    checkElement(check.at('element'), block.element, 'input');
    return lengthOf(block.label);
  },
  image(check, block) {
    checkImage(check, block);
    checkText(check.at('title'), block.title, limits.image.title, 'plain', 'optional');
    return lengthOf(block.title);
  },
  table(check, block, surface) {
    if (surface !== 'message') check.at('type').fail('unsupported type: table');
    return checkTable(check, block);
  },
  data_visualization(check, block, surface) {
    if (surface !== 'message') check.at('type').fail('unsupported type: data_visualization');
    return checkDataVisualization(check, block);
  },
};

function lengthOf(text: unknown): number {
  return isObject(text) && typeof text.text === 'string' ? text.text.length : 0;
}

function lengthsOf(texts: readonly unknown[]): number {
  return texts.reduce<number>((total, text) => total + lengthOf(text), 0);
}

/** All blocks of one surface: their number, each block, ids, and for a message the text of all of them together. */
export function checkBlocks(check: Check, value: unknown, surface: Surface): void {
  const most = surface === 'message' ? limits.messageBlocks.blocks : limits.view.blocks;
  const blocks = asList(check, value, most, surface === 'message' ? 1 : 0);
  let characters = 0;
  const seen: string[] = [];
  const ids = blocks.map((entry, index) => {
    const place = check.at(index);
    const block = asObject(place, entry);
    if (!block) return [place, undefined] as const;
    const type = String(block.type);
    const one = Object.hasOwn(checks, type) ? checks[type] : undefined;
    if (one) {
      checkProperties(place, block);
      characters += one(place, block, surface);
    } else place.at('type').fail(`unsupported type: ${type}`);
    seen.push(type);
    return [place.at('block_id'), checkString(place.at('block_id'), block.block_id, limits.block.blockId, 'optional')] as const;
  });
  checkUnique(ids, 'block_id');
  const count = (type: string) => seen.filter((one) => one === type).length;
  if (count('table') > limits.table.perMessage) check.fail('only_one_table_allowed');
  if (count('data_visualization') > limits.dataVisualization.perMessage)
    check.fail(`no more than ${limits.dataVisualization.perMessage} data_visualization blocks allowed`);
  if (surface === 'message' && characters > limits.messageTotal.characters)
    check.fail(
      `no more than ${limits.messageTotal.characters} characters allowed in all blocks together [has ${characters}]`,
      'msg_blocks_too_long',
    );
}
