import type { Text } from '../chat/text.js';

export type ClockRefusal = 'not-forward' | 'already-moving' | 'stopping';

/** A sentence for whoever moves the clock of the local workspace. */
export const clockRefusalText = {
  'not-forward': {
    zh: '时间只能向前调整，请选择晚于当前办公时间的时刻。',
    en: 'Time only moves forward: choose a moment after the present office time.',
  },
  'already-moving': { zh: '时间正在推进，请等这一次完成后再试。', en: 'Time is being moved already: please wait until that is done.' },
  stopping: { zh: '程序正在停止，时间停在已处理完的时刻。', en: 'The program is stopping: time stays where everything due has been done.' },
} as const satisfies Record<ClockRefusal, Text>;

/** Thrown to the workspace's page, which only knows a promise that rejects; `refusal` says why. */
export class ClockRefused extends Error {
  override readonly name = 'ClockRefused';
  constructor(readonly refusal: ClockRefusal) {
    super(`${clockRefusalText[refusal].zh} / ${clockRefusalText[refusal].en}`);
  }
}
