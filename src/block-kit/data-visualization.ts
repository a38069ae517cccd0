/** A chart (docs.slack.dev: Data visualization block). Slack's SDK has no type for it yet; pies and areas are left out, as siwen sends none. */
export type DataVisualizationBlock = {
  readonly type: 'data_visualization';
  readonly block_id?: string;
  readonly title: string;
  readonly chart: XyChart;
};

export type XyChart = { readonly type: 'line' | 'bar'; readonly series: readonly DataSeries[]; readonly axis_config: AxisConfig };
/** Exactly one point for each category, in their order. */
export type DataSeries = { readonly name: string; readonly data: readonly DataPoint[] };
export type DataPoint = { readonly label: string; readonly value: number };
export type AxisConfig = { readonly categories: readonly string[]; readonly x_label?: string; readonly y_label?: string };
