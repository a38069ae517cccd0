import type { Block, StateValues } from '../../protocol.js';
import { elementsOf, isEmpty } from '../elements/values.js';
import { type JsonObject, numberOf, objectOf, stringOf } from '../json.js';
import type { Text } from '../language.js';
import { texts } from '../text.js';

/** What Slack's own client checks before it sends a form: block → what is wrong there. Empty: it may go. */
export function checkForm(blocks: readonly Block[], state: StateValues): Record<string, Text> {
  const problems: Record<string, Text> = {};
  for (const block of blocks) {
    if (block.type !== 'input' || !block.block_id) continue;
    const problem = checkInput(block, state);
    if (problem) problems[block.block_id] = problem;
  }
  return problems;
}

function checkInput(block: Block, state: StateValues): Text | undefined {
  const element = elementsOf(block)[0];
  const value = state[block.block_id ?? '']?.[stringOf(element?.action_id) ?? ''];
  if (!element || !value) return undefined;
  if (isEmpty(value)) {
    if (block.optional === true) return undefined;
    return 'value' in value ? texts.required : texts.requiredChoice;
  }
  const written = stringOf(value.value);
  if (written === undefined) return undefined;
  return element.type === 'number_input' ? checkNumber(element, written) : checkLength(element, written);
}

function checkLength(element: JsonObject, written: string): Text | undefined {
  const min = numberOf(element.min_length) ?? 0;
  const max = numberOf(element.max_length) ?? 3000; // Slack: plain-text input element, max_length
  if (written.length < min) return texts.tooShort(min);
  if (written.length > max) return texts.tooLong(max);
  return undefined;
}

function checkNumber(element: JsonObject, written: string): Text | undefined {
  const number = Number(written);
  const whole = objectOf(element)?.is_decimal_allowed !== true;
  if (!Number.isFinite(number) || (whole && !Number.isInteger(number))) return texts.notNumber;
  const min = stringOf(element.min_value) ?? '';
  const max = stringOf(element.max_value) ?? '';
  const outside = (min !== '' && number < Number(min)) || (max !== '' && number > Number(max));
  return outside ? texts.outOfRange(min, max) : undefined;
}
