import type { Block, StateValues } from './protocol.js';

const PLEASE = { zh: '请填写此项。', en: 'Please complete this required field.' };

/** Slack itself refuses a form whose required fields are empty, before the app hears of it. block_id → sentence. */
export function blankFields(blocks: readonly Block[], state: StateValues, locale: string): Record<string, string> {
  const sentence = locale.toLowerCase().startsWith('en') ? PLEASE.en : PLEASE.zh;
  const blank = blocks.filter((block) => block.type === 'input' && block.optional !== true && !isFilled(block, state));
  return Object.fromEntries(blank.map((block) => [block.block_id ?? '', sentence]));
}

function isFilled(block: Block, state: StateValues): boolean {
  const [value] = Object.values(state[block.block_id ?? ''] ?? {});
  if (!value) return false;
  const { type: _type, ...given } = value;
  return Object.values(given).some((entry) =>
    Array.isArray(entry) ? entry.length > 0 : entry !== null && entry !== undefined && String(entry).trim() !== '',
  );
}
