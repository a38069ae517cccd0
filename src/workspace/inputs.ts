import { limits } from '../block-kit/limits.js';
import type { Block, Json, StateValue, StateValues } from './protocol.js';

type Words = { readonly zh: string; readonly en: string };

const sentences = {
  blank: { zh: '请填写此项。', en: 'Please complete this required field.' },
  tooShort: (least: number): Words => ({ zh: `至少填写 ${least} 个字。`, en: `Please use at least ${least} characters.` }),
  tooLong: (most: number): Words => ({ zh: `最多填写 ${most} 个字。`, en: `Please use no more than ${most} characters.` }),
};

/** Slack itself refuses a form whose fields are empty or of a wrong length, before the app hears of it. block_id → sentence. */
export function unfitFields(blocks: readonly Block[], state: StateValues, locale: string): Record<string, string> {
  const english = locale.toLowerCase().startsWith('en');
  const unfit: Record<string, string> = {};
  for (const block of blocks) {
    const words = block.type === 'input' ? problemOf(block, state) : undefined;
    if (words) unfit[block.block_id ?? ''] = english ? words.en : words.zh;
  }
  return unfit;
}

function problemOf(block: Block, state: StateValues): Words | undefined {
  const element = objectOf(block.element);
  const value = state[block.block_id ?? '']?.[String(element.action_id)];
  if (!isFilled(value)) return block.optional === true ? undefined : sentences.blank;
  const written = value?.value;
  if (typeof written !== 'string') return undefined;
  const least = typeof element.min_length === 'number' ? element.min_length : 0;
  const most = typeof element.max_length === 'number' ? element.max_length : limits.plainTextInput.length;
  if (written.length < least) return sentences.tooShort(least);
  if (written.length > most) return sentences.tooLong(most);
  return undefined;
}

function isFilled(value: StateValue | undefined): boolean {
  const { type: _type, ...given } = value ?? { type: '' };
  return Object.values(given).some((entry) =>
    Array.isArray(entry) ? entry.length > 0 : typeof entry === 'string' ? entry.trim() !== '' : entry !== null && entry !== undefined,
  );
}

const objectOf = (json: Json | undefined): { [key: string]: Json | undefined } =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
