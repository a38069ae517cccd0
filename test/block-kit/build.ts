/** The smallest of each thing that Slack accepts, for tests to make too long, too many or wrong. */
type Json = Readonly<Record<string, unknown>>;

export const letters = (n: number): string => '字'.repeat(n);
export const several = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index));

export const plain = (text: string): Json => ({ type: 'plain_text', text });
export const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });
export const option = (n: number, more: Json = {}): Json => ({ text: plain(`选项${n}`), value: `v${n}`, ...more });
export const options = (n: number): Json[] => several(n, (index) => option(index));

export const button = (more: Json = {}): Json => ({ type: 'button', text: plain('作答'), ...more });
export const confirm = (more: Json = {}): Json => ({
  title: plain('确认'),
  text: plain('确定吗'),
  confirm: plain('是'),
  deny: plain('否'),
  ...more,
});
export const divider = (more: Json = {}): Json => ({ type: 'divider', ...more });
export const section = (more: Json = {}): Json => ({ type: 'section', text: mrkdwn('说明'), ...more });
export const actions = (...elements: Json[]): Json => ({ type: 'actions', elements });
export const input = (element: Json, more: Json = {}): Json => ({ type: 'input', label: plain('一问'), element, ...more });
export const textInput = (more: Json = {}): Json => ({ type: 'plain_text_input', ...more });
export const select = (more: Json = {}): Json => ({ type: 'static_select', options: options(1), ...more });
export const image = (more: Json = {}): Json => ({ type: 'image', image_url: 'https://example.cn/a.png', alt_text: '图', ...more });
export const table = (rows: unknown[][], more: Json = {}): Json => ({ type: 'table', rows, ...more });
export const cell = (text: string): Json => ({ type: 'raw_text', text });
export const richText = (...elements: Json[]): Json => ({ type: 'rich_text', elements });
export const paragraph = (...elements: Json[]): Json => ({ type: 'rich_text_section', elements });

export const modal = (blocks: unknown, more: Json = {}): Json => ({
  type: 'modal',
  title: plain('四问'),
  submit: plain('提交'),
  blocks,
  ...more,
});
export const home = (blocks: unknown, more: Json = {}): Json => ({ type: 'home', blocks, ...more });

/** `names` head the series, `labels` the categories; `more` goes into the chart. */
export const chart = (names: readonly string[], labels: readonly string[], more: Json = {}, title = '作答率'): Json => ({
  type: 'data_visualization',
  title,
  chart: {
    type: 'line',
    series: names.map((name) => ({ name, data: labels.map((label, value) => ({ label, value })) })),
    axis_config: { categories: labels },
    ...more,
  },
});
