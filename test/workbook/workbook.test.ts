import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { PlainDate } from '../../src/calendar/instant.js';
import { workbookFile } from '../../src/workbook/in-worker.js';
import { makeWorkbook } from '../../src/workbook/make.js';
import { DATE_FORMAT, RATE_FORMAT, type Sheet, serialDay } from '../../src/workbook/sheet.js';

const HOSTILE = ['=1+1', '+cmd|calc', '-2', '@SUM(A1)', '<script>&"\'', '0012', '换\n行', '😀'];
const sheets: Sheet[] = [
  {
    name: '作答/会议[1]: 一个比三十一个字长得多的工作表名称要缩短才能放进工作簿里面去',
    columns: [{ title: '部门' }, { title: '作答率', format: RATE_FORMAT }, { title: '日期', format: DATE_FORMAT }],
    rows: [...HOSTILE.map((word) => [word, 0.925, serialDay('2026-11-24' as PlainDate)] as const), ['合计', null, null]],
    totalled: true,
  },
  { name: '空', columns: [{ title: '部门' }], rows: [] },
];

/** By a reader that has nothing to do with the writer. */
const read = (content: Uint8Array) => readWorkbook(Buffer.from(content));

test('whoever opens it finds every cell as it was: text as text, numbers as numbers, dates as dates', async () => {
  const { content, filename, title } = await workbookFile('汇总 1/2：“=x”', sheets);
  const [first, second] = await read(content);
  expect(first?.sheet).toMatch(/^作答 会议 1 /);
  expect(first?.sheet.length).toBeLessThanOrEqual(31);
  expect(first?.data).toEqual([
    ['部门', '作答率', '日期'],
    ...HOSTILE.map((word) => [word, 0.925, new Date(Date.UTC(2026, 10, 24))]),
    ['合计', null, null],
  ]);
  expect(second).toMatchObject({ sheet: '空', data: [['部门']] });
  expect(filename).toBe('汇总 1 2：“=x”.xlsx');
  expect(title).toBe('汇总 1/2：“=x”');
});

test('it is the same as one that is made here, but others get their turn while it is made', async () => {
  const many: Sheet[] = [
    { name: '人员', columns: [{ title: '姓名' }, { title: '天数' }], rows: Array.from({ length: 3_000 }, (_, n) => [`第${n}人`, n / 2]) },
  ];
  let turns = 0;
  let stopped = false;
  const count = () => {
    turns += 1;
    if (!stopped) setImmediate(count);
  };
  count();
  const there = await workbookFile('人员', many);
  stopped = true;
  expect(turns).toBeGreaterThan(10);
  expect(await read(there.content)).toEqual(await read(await makeWorkbook(many)));
});
