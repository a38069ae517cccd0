import { asList, asObject, type Check, checkOneOf, checkString, type Json } from './check.js';
import { limits } from './limits.js';
import { checkProperties } from './properties.js';
import { checkRichText } from './rich-text.js';

/** A table (docs.slack.dev: Table block). Gives the number of characters in its cells. */
export function checkTable(check: Check, block: Json): number {
  let characters = 0;
  const rows = check.at('rows');
  asList(rows, block.rows, limits.table.rows).forEach((row, r) => {
    asList(rows.at(r), row, limits.table.columns).forEach((cell, c) => {
      characters += checkCell(rows.at(r).at(c), cell);
    });
  });
  const settings = check.at('column_settings');
  asList(settings, block.column_settings, limits.table.columnSettings, 0).forEach((value, index) => {
    // A null leaves a column as it is.
    const setting = value === null ? undefined : asObject(settings.at(index), value);
    checkOneOf(settings.at(index).at('align'), setting?.align, ['left', 'center', 'right']);
  });
  if (characters > limits.table.characters) rows.fail(`no more than ${limits.table.characters} characters allowed [has ${characters}]`);
  return characters;
}

function checkCell(check: Check, value: unknown): number {
  const cell = asObject(check, value);
  if (!cell) return 0;
  checkProperties(check, cell);
  if (cell.type === 'rich_text') return checkRichText(check.at('elements'), cell.elements);
  if (cell.type !== 'raw_text' && cell.type !== 'raw_number') check.at('type').fail(`unsupported type: ${String(cell.type)}`);
  if (cell.type === 'raw_number' && typeof cell.value !== 'number') check.at('value').fail('must provide a number');
  return checkString(check.at('text'), cell.text, limits.table.characters)?.length ?? 0;
}
