/** Series differ in three ways, so that nobody needs to tell colors apart: by color, by how the line is broken, and by the mark on it. */
const dashes = ['none', '6 3', '1.5 3', '9 3 1.5 3', '3 2', '12 4'];
const marks = [
  'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0',
  'M-2.7 -2.7H2.7V2.7H-2.7Z',
  'M0 -3.6L3.4 2.6H-3.4Z',
  'M0 -4L4 0L0 4L-4 0Z',
  'M0 3.6L3.4 -2.6H-3.4Z',
  'M-3.5 -1H-1V-3.5H1V-1H3.5V1H1V3.5H-1V1H-3.5Z',
];

export function Line({ of, d }: { of: number; d: string }) {
  return <path class="chart-line" d={d} stroke-dasharray={dashes[of] ?? 'none'} />;
}

export function Mark({ of, x, y }: { of: number; x: number; y: number }) {
  return <path d={marks[of] ?? marks[0]} transform={`translate(${x} ${y})`} />;
}
