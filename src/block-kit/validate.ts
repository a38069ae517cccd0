import { checkBlocks, type Surface } from './blocks.js';
import { asObject, checkString, isObject, type Problem, startCheck } from './check.js';
import { limits } from './limits.js';
import { checkMetadata } from './metadata.js';
import { checkOption, checkText } from './objects.js';
import { checkProperties } from './properties.js';

export type { Problem } from './check.js';

/** Everything Slack would refuse in a message's or view's blocks; empty when it takes them. */
export function validateBlocks(blocks: unknown, surface: Surface): Problem[] {
  const problems: Problem[] = [];
  checkBlocks(startCheck(problems, '/blocks'), blocks, surface);
  return problems;
}

/** The same for what a search field is answered with; there may be none. */
export function validateOptions(options: readonly unknown[]): Problem[] {
  const problems: Problem[] = [];
  const check = startCheck(problems, '/options');
  options.forEach((option, index) => void checkOption(check.at(index), option));
  return problems;
}

/** The same for a whole message: text, blocks and metadata. */
export function validateMessage(message: { readonly text?: unknown; readonly blocks?: unknown; readonly metadata?: unknown }): Problem[] {
  const { text, blocks, metadata } = message;
  const problems: Problem[] = [];
  const check = startCheck(problems);
  const isEmpty = blocks === undefined || (Array.isArray(blocks) && blocks.length === 0);
  if (isEmpty && (text === undefined || text === '')) check.fail('missing required field: text', 'no_text');
  if (typeof text === 'string' && text.length > limits.message.text)
    check.at('text').fail(`must be less than ${limits.message.text + 1} characters [has ${text.length}]`, 'msg_too_long');
  if (!isEmpty) checkBlocks(check.at('blocks'), blocks, 'message');
  if (metadata !== undefined) checkMetadata(startCheck(problems, '/metadata', 'invalid_metadata_schema'), metadata);
  return problems;
}

/** The same for a whole view: a form (`modal`) or a Home tab (`home`). */
export function validateView(value: unknown): Problem[] {
  const problems: Problem[] = [];
  const check = startCheck(problems, '/view');
  const view = asObject(check, value);
  if (!view) return problems;
  if (view.type !== 'modal' && view.type !== 'home') {
    check.at('type').fail('must be modal or home');
    return problems;
  }
  const bytes = new TextEncoder().encode(JSON.stringify(view)).length;
  if (bytes > limits.viewSize.bytes) check.fail(`no more than ${limits.viewSize.bytes} bytes allowed [has ${bytes}]`, 'view_too_large');
  checkProperties(check, view);
  if (view.type === 'modal') {
    checkText(check.at('title'), view.title, limits.view.title);
    checkText(check.at('submit'), view.submit, limits.view.submit, 'plain', 'optional');
    checkText(check.at('close'), view.close, limits.view.close, 'plain', 'optional');
    const hasInput = Array.isArray(view.blocks) && view.blocks.some((block) => isObject(block) && block.type === 'input');
    if (hasInput && view.submit === undefined) check.at('submit').missing();
  }
  checkString(check.at('private_metadata'), view.private_metadata, limits.view.privateMetadata, 'free');
  checkString(check.at('callback_id'), view.callback_id, limits.view.callbackId, 'free');
  checkString(check.at('external_id'), view.external_id, limits.view.externalId, 'free');
  if (view.blocks === undefined) check.at('blocks').missing();
  else checkBlocks(check.at('blocks'), view.blocks, view.type);
  if (focused(view.blocks) > limits.element.focusedPerView) check.at('blocks').fail('focus_on_load: only one element may have it');
  return problems;
}

/** How many elements want the cursor when the view opens. */
function focused(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((total, one) => total + focused(one), 0);
  if (!isObject(value)) return 0;
  return (value.focus_on_load === true ? 1 : 0) + focused(Object.values(value));
}
