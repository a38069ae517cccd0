import type { Block, Json, StateValue } from '../../src/workspace/protocol.js';

export type JsonObject = { [key: string]: Json | undefined };

export const objectOf = (json: Json | undefined): JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};

const listOf = (json: Json | undefined): Json[] => (Array.isArray(json) ? json : []);
const textOf = (json: Json | undefined): string => (typeof json === 'string' ? json : String(objectOf(json).text ?? ''));

export type Found = { readonly block: Block; readonly element: JsonObject; readonly words: string };

/** What can be acted on in blocks, each under the words a person knows it by: label of the field, text of the button, placeholder of the menu. */
export function elementsIn(blocks: readonly Block[]): Found[] {
  return blocks.flatMap((block) => {
    const elements =
      block.type === 'input'
        ? [block.element]
        : block.type === 'section'
          ? [block.accessory]
          : block.type === 'actions'
            ? listOf(block.elements)
            : [];
    return elements
      .map(objectOf)
      .filter((element) => element.type !== undefined)
      .map((element) => ({ block, element, words: textOf(block.type === 'input' ? block.label : (element.text ?? element.placeholder)) }));
  });
}

/** The one that is called so. Throws, naming what there is. */
export function find(blocks: readonly Block[], words: string, where: string): Found {
  const all = elementsIn(blocks);
  const found = all.find((one) => one.words === words) ?? all.find((one) => one.words.includes(words));
  if (!found) throw new Error(`${where} no ${words}, but: ${all.map((one) => one.words).join(' · ')}`);
  return found;
}

const optionsOf = (element: JsonObject): JsonObject[] => [
  ...listOf(element.options).map(objectOf),
  ...listOf(element.option_groups).flatMap((group) => listOf(objectOf(group).options).map(objectOf)),
];

function optionOf(element: JsonObject, wanted: string): JsonObject {
  const options = optionsOf(element);
  const option = options.find((one) => textOf(one.text) === wanted || one.value === wanted);
  if (!option) throw new Error(`no option ${wanted}, but: ${options.map((one) => textOf(one.text)).join(' · ')}`);
  return option;
}

/** A value in Slack's shape, as the client sends it. */
export function valueFor(element: JsonObject, entry: string | readonly string[]): StateValue {
  const type = String(element.type);
  const many = typeof entry === 'string' ? [entry] : entry;
  const one = many[0] ?? '';
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: optionOf(element, one) };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: many.map((wanted) => optionOf(element, wanted)) };
    case 'datepicker':
      return { type, selected_date: one };
    case 'timepicker':
      return { type, selected_time: one };
    case 'datetimepicker':
      return { type, selected_date_time: Number(one) };
    default:
      return { type, value: one };
  }
}

/** What an element holds before anybody touched it; undefined for buttons and overflow menus. */
export function initialValue(element: JsonObject): StateValue | undefined {
  const type = String(element.type);
  switch (type) {
    case 'button':
    case 'overflow':
    case 'image':
      return undefined;
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    default:
      return { type, value: element.initial_value ?? null };
  }
}

/** Every word that can be read in blocks, in order, one line a text. */
export function wordsIn(blocks: readonly Json[]): string {
  const lines: string[] = [];
  const walk = (json: Json | undefined) => {
    if (Array.isArray(json)) json.forEach(walk);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return;
    // The runs of one paragraph read as one.
    if (/^rich_text_(section|quote|preformatted)$/.test(String(json.type))) {
      lines.push(
        listOf(json.elements)
          .map((run) => textOf(run))
          .join(''),
      );
      return;
    }
    for (const [key, value] of Object.entries(json)) {
      if (key === 'text' && typeof value === 'string') lines.push(value);
      else walk(value);
    }
  };
  walk([...blocks]);
  return lines.join('\n');
}
