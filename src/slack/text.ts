import type { Text } from '../chat/text.js';

/** The little that the adapter says itself. */
export const text = {
  name: { zh: '四问', en: 'siwen' },
  close: { zh: '关闭', en: 'Close' },
} as const satisfies Record<string, Text>;
