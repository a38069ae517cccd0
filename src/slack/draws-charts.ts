import type { WebClient } from '@slack/web-api';
import { Refused } from '../chat/errors.js';
import { renderChart } from './chart.js';
import { attempt } from './errors.js';

/** Whether the chat takes charts: where it doesn't, their sentence stands in their place. */
export type DrawsCharts = {
  /** Asked once; an answer that says nothing, because the chat is away or busy, counts as no and is asked for again the next time. Never rejects. */
  ask(): Promise<boolean>;
  /** What is known by now. */
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

/** docs.slack.dev: blocks.validate. The block came to Slack in June 2026 and is on no other server's list. */
export function drawsCharts(client: WebClient): DrawsCharts {
  let answer: boolean | undefined;
  let asking: Promise<boolean> | undefined;
  const look = async () => {
    try {
      await attempt('blocks.validate', () => client.apiCall('blocks.validate', { blocks: [sampleChart] }));
      answer = true;
    } catch (error) {
      if (error instanceof Refused && error.meaning !== 'credentials') answer = false;
    }
    if (answer === undefined) asking = undefined;
    return answer ?? false;
  };
  return {
    async ask() {
      asking ??= look();
      return asking;
    },
    known: () => answer ?? false,
  };
}
