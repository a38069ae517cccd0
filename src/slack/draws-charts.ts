import type { WebClient } from '@slack/web-api';
import { Refused } from '../chat/errors.js';
import type { Timer } from '../schedule/clock.js';
import { renderChart } from './chart.js';
import { attempt } from './errors.js';

/** Whether the chat takes charts: where it doesn't, their sentence stands in their place. */
export type DrawsCharts = {
  /**
   * A yes is asked for once, a no again after a day; an answer that says nothing, because the chat is away or busy, changes nothing and is asked
   * for again after a minute. Never rejects.
   */
  ask(): Promise<boolean>;
  /** What is known by now; what is no longer sure is asked for meanwhile. */
  known(): boolean;
};

/** The smallest chart there is. */
const sampleChart = renderChart({
  kind: 'chart',
  look: 'bar',
  title: '作答率',
  categories: ['一月'],
  series: [{ name: '作答率', values: [100] }],
  unit: 'percent',
  alternative: '一月作答率 100%',
})?.block;

/** A server that can't draw may learn to: siwen runs for months, so a no is asked for again. */
const NO_STANDS_MS = 24 * 60 * 60_000;
/** Messages don't wait one after another for a server that is away. */
const PAUSE_MS = 60_000;

/** docs.slack.dev: blocks.validate. The block came to Slack in June 2026 and is on no other server's list. */
export function drawsCharts(client: WebClient, timer: Pick<Timer, 'elapsed'>): DrawsCharts {
  let draws = false;
  /** Undefined: for good. */
  let askAgainAt: number | undefined = 0;
  let asking: Promise<void> | undefined;
  const isDue = () => askAgainAt !== undefined && timer.elapsed() >= askAgainAt;
  async function look() {
    try {
      await attempt('blocks.validate', () => client.apiCall('blocks.validate', { blocks: [sampleChart] }));
      [draws, askAgainAt] = [true, undefined];
    } catch (error) {
      const isAnswer = error instanceof Refused && error.meaning !== 'credentials' && error.meaning !== 'suspended';
      askAgainAt = timer.elapsed() + (isAnswer ? NO_STANDS_MS : PAUSE_MS);
    }
    asking = undefined;
  }
  async function ask() {
    if (isDue()) asking ??= look();
    await asking;
    return draws;
  }
  return {
    ask,
    known() {
      void ask();
      return draws;
    },
  };
}
