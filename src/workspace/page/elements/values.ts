import type { Block, Json, StateValue, StateValues } from '../../protocol.js';
import { type JsonObject, listOf, objectOf, objectsOf, stringOf } from '../json.js';

/** The value an element has before anybody touched it, in Slack's shape; undefined for elements that hold none (buttons, overflow). */
export function initialValue(element: JsonObject): StateValue | undefined {
  const type = stringOf(element.type) ?? '';
  const kept = (json: Json | undefined) => json ?? null;
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: kept(element.initial_value) };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: kept(element.initial_option) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: listOf(element.initial_options) };
    case 'datepicker':
      return { type, selected_date: kept(element.initial_date) };
    case 'timepicker':
      return { type, selected_time: kept(element.initial_time) };
    case 'datetimepicker':
      return { type, selected_date_time: kept(element.initial_date_time) };
    case 'users_select':
      return { type, selected_user: kept(element.initial_user) };
    case 'multi_users_select':
      return { type, selected_users: listOf(element.initial_users) };
    case 'conversations_select':
      return { type, selected_conversation: kept(element.initial_conversation) };
    case 'channels_select':
      return { type, selected_channel: kept(element.initial_channel) };
    default:
      return undefined;
  }
}

/** The interactive elements of a block. */
export function elementsOf(block: Block): JsonObject[] {
  switch (block.type) {
    case 'input':
      return objectsOf([block.element ?? null]);
    case 'section':
      return objectsOf([block.accessory ?? null]);
    case 'actions':
      return objectsOf(block.elements);
    default:
      return [];
  }
}

/** Slack's state.values: what was entered, else the initial value, of every element that is still there. */
export function stateOf(blocks: readonly Block[], entered: StateValues): StateValues {
  const state: StateValues = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const blockId = block.block_id;
      const actionId = stringOf(element.action_id);
      const initial = initialValue(element);
      if (!blockId || !actionId || !initial) continue;
      const now = entered[blockId]?.[actionId];
      // An updated form may have another kind of element under the same ids: its old value would mean nothing there.
      state[blockId] = { ...state[blockId], [actionId]: now?.type === initial.type ? now : initial };
    }
  }
  return state;
}

/** What was entered into what a form still asks. What goes out of it goes with what was in it: asked again, it says itself what stands there, as in Slack. */
export function stillAsked(blocks: readonly Block[], entered: StateValues): StateValues {
  const asked = new Set(blocks.map((block) => block.block_id));
  return Object.fromEntries(Object.entries(entered).filter(([blockId]) => asked.has(blockId)));
}

/** The one thing that was entered: whatever stands beside `type`. */
export function contentOf(value: StateValue | undefined): Json {
  if (!value) return null;
  for (const [key, content] of Object.entries(value)) if (key !== 'type') return content ?? null;
  return null;
}

export function isEmpty(value: StateValue | undefined): boolean {
  const content = contentOf(value);
  return content === null || (typeof content === 'string' && content.trim() === '') || (Array.isArray(content) && content.length === 0);
}

/** Was anything entered that differs from what the form came with? */
export function isChanged(blocks: readonly Block[], entered: StateValues): boolean {
  const plain = (values: StateValues) =>
    Object.entries(values).flatMap(([block, actions]) =>
      Object.entries(actions).map(([action, value]) => [block, action, comparable(value)]),
    );
  return JSON.stringify(plain(stateOf(blocks, entered))) !== JSON.stringify(plain(stateOf(blocks, {})));
}

/** Empty text and no text are the same; options are the same by value, whatever order their parts came in. */
function comparable(value: StateValue): Json {
  if (isEmpty(value)) return null;
  const content = contentOf(value);
  const byValue = (json: Json): Json => objectOf(json)?.value ?? json;
  return Array.isArray(content) ? content.map(byValue) : byValue(content);
}
