import { asList, asObject, type Check, checkOneOf, checkString, isObject, type Json } from './check.js';
import { limits } from './limits.js';
import { checkProperties } from './properties.js';

const most = limits.dataVisualization;

/** A chart (data-visualization.ts). Gives the number of characters in its title and labels. */
export function checkDataVisualization(check: Check, block: Json): number {
  const title = checkString(check.at('title'), block.title, most.title)?.length ?? 0;
  const place = check.at('chart');
  const chart = asObject(place, block.chart);
  if (!chart) return title;
  checkProperties(place, chart, 'chart');
  if (chart.type === undefined) place.at('type').missing();
  checkOneOf(place.at('type'), chart.type, ['line', 'bar']);
  const categories = checkAxis(place.at('axis_config'), chart.axis_config);
  const names = new Set<string>();
  const list = place.at('series');
  for (const [index, one] of asList(list, chart.series, most.series).entries()) {
    const series = asObject(list.at(index), one);
    if (!series) continue;
    checkProperties(list.at(index), series, 'series');
    const name = checkString(list.at(index).at('name'), series.name, most.label);
    if (name !== undefined && names.has(name)) list.at(index).at('name').fail(`name already exists: ${name}`);
    if (name !== undefined) names.add(name);
    checkPoints(list.at(index).at('data'), series.data, categories);
  }
  return title + [...names, ...categories].reduce((total, words) => total + words.length, 0);
}

function checkAxis(check: Check, value: unknown): readonly string[] {
  const axis = asObject(check, value);
  if (!axis) return [];
  checkProperties(check, axis, 'axis');
  for (const side of ['x_label', 'y_label']) checkString(check.at(side), axis[side], most.axisLabel, 'optional');
  const list = check.at('categories');
  return asList(list, axis.categories, most.points).map((entry, index) => checkString(list.at(index), entry, most.label) ?? '');
}

function checkPoints(check: Check, value: unknown, categories: readonly string[]): void {
  const points = asList(check, value, most.points);
  for (const [index, entry] of points.entries()) {
    const point = asObject(check.at(index), entry);
    if (!point) continue;
    checkProperties(check.at(index), point, 'point');
    checkString(check.at(index).at('label'), point.label, most.label);
    if (typeof point.value !== 'number') check.at(index).at('value').fail('must provide a number');
  }
  const labels = points.map((point) => (isObject(point) ? point.label : undefined));
  if (labels.length !== categories.length || labels.some((label, index) => label !== categories[index]))
    check.fail('must have one point for each of axis_config.categories');
}
