import type { KnownBlock } from '@slack/types';
import type { DataVisualizationBlock } from '../block-kit/data-visualization.js';
import { limits } from '../block-kit/limits.js';
import { validateBlocks } from '../block-kit/validate.js';
import type { Card, CardBlock } from '../chat/card.js';
import { renderBlock } from './blocks.js';
import { chartInWords, renderChart } from './chart.js';
import { refuseInvalidBlocks } from './check.js';

export type MessageBlock = KnownBlock | DataVisualizationBlock;

export const hasChart = (card: Card): boolean => card.blocks.some(({ kind }) => kind === 'chart');

/** The blocks of a message. `charts`: the chat draws them. A message that would be refused with its charts is made without them. */
export function messageBlocks(card: Card, charts: boolean): MessageBlock[] {
  if (charts && hasChart(card)) {
    const drawn = renderMessage(card.blocks);
    if (validateBlocks(drawn, 'message').length === 0) return drawn;
  }
  return refuseInvalidBlocks(card.blocks.map((block) => renderBlock(block, 'message')));
}

/** With charts, as many as a message may have; further ones in words. */
export function renderMessage(blocks: readonly CardBlock[]): MessageBlock[] {
  let room: number = limits.dataVisualization.perMessage;
  return blocks.flatMap((block): MessageBlock[] => {
    if (block.kind !== 'chart') return [renderBlock(block, 'message')];
    const drawn = room > 0 ? renderChart(block) : undefined;
    if (!drawn) return [chartInWords(block)];
    room -= 1;
    return drawn.whole ? [drawn.block] : [drawn.block, chartInWords(block)];
  });
}
