import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainDate } from '../../src/calendar/instant.js';
import { type RangeAmbiguous, readDays } from '../../src/calendar/one-line.js';
import { at, zones } from './build.js';

/** Wednesday, 2 December 2026, 10:00 in the office. */
const now = at('2026-12-02T02:00:00Z');
const earliest = '2026-11-30' as PlainDate;
const read = (line: string) => readDays(line, now, zones.shanghai, earliest);
const said = (line: string) => {
  const { from, until, title, ambiguous } = read(line);
  expect(ambiguous).toEqual([]);
  return [from?.date, from?.half, until?.date, until?.half, title];
};

describe('days that leave no doubt fill the form', () => {
  const none = undefined;
  test.each<[string, (string | undefined)[]]>([
    ['下周一到周三去西安出差', ['2026-12-07', none, '2026-12-09', none, '去西安出差']],
    ['下周一至下周三去西安', ['2026-12-07', none, '2026-12-09', none, '去西安']],
    ['明天下午事假', ['2026-12-03', 'afternoon', '2026-12-03', 'afternoon', '事假']],
    ['12月7日至11日年休假，回西安探亲', ['2026-12-07', none, '2026-12-11', none, '年休假，回西安探亲']],
    ['12月7-11日年休假', ['2026-12-07', none, '2026-12-11', none, '年休假']],
    ['12月7日（周一）至12月11日（周五）年休假', ['2026-12-07', none, '2026-12-11', none, '年休假']],
    ['2026-12-07 到 2026-12-11 年休假', ['2026-12-07', none, '2026-12-11', none, '年休假']],
    ['12/7~12/11 出差', ['2026-12-07', none, '2026-12-11', none, '出差']],
    ['１２月７日～１１日　年休假', ['2026-12-07', none, '2026-12-11', none, '年休假']],
    ['12月28日至1月4日年休假', ['2026-12-28', none, '2027-01-04', none, '年休假']],
    ['12月30日到2日出差', ['2026-12-30', none, '2027-01-02', none, '出差']],
    ['2027年1月4日至1月8日出差', ['2027-01-04', none, '2027-01-08', none, '出差']],
    ['明天下午到后天上午出差', ['2026-12-03', 'afternoon', '2026-12-04', 'morning', '出差']],
    ['明天上午到下午病假', ['2026-12-03', 'morning', '2026-12-03', 'afternoon', '病假']],
    ['下周一上午至周三出差', ['2026-12-07', 'morning', '2026-12-09', none, '出差']],
    ['周五到下周二出差', ['2026-12-04', none, '2026-12-08', none, '出差']],
    ['周五到周二出差', ['2026-12-04', none, '2026-12-08', none, '出差']],
    ['今天病假', ['2026-12-02', none, '2026-12-02', none, '病假']],
    ['昨天病假', ['2026-12-01', none, '2026-12-01', none, '病假']],
    ['明早事假', ['2026-12-03', 'morning', '2026-12-03', 'morning', '事假']],
    ['明天下午半天事假', ['2026-12-03', 'afternoon', '2026-12-03', 'afternoon', '事假']],
    ['明天一天事假', ['2026-12-03', none, '2026-12-03', none, '事假']],
    ['12月7日至11日共5天年休假', ['2026-12-07', none, '2026-12-11', none, '共 年休假']],
    ['十二月七日至十一日年休假', ['2026-12-07', none, '2026-12-11', none, '年休假']],
    ['到西安出差', [none, none, none, none, '到西安出差']],
    ['明天到西安出差', ['2026-12-03', none, '2026-12-03', none, '到西安出差']],
    ['12月7日到四川出差', ['2026-12-07', none, '2026-12-07', none, '到四川出差']],
    ['明天到三亚、九江、二连浩特、六盘水出差', ['2026-12-03', none, '2026-12-03', none, '到三亚、九江、二连浩特、六盘水出差']],
    ['明天到二局开会出差', ['2026-12-03', none, '2026-12-03', none, '到二局开会出差']],
    ['明天到10楼开会', ['2026-12-03', none, '2026-12-03', none, '到10楼开会']],
    ['明天到十堰出差', ['2026-12-03', none, '2026-12-03', none, '到十堰出差']],
    ['12月7日到9出差', ['2026-12-07', none, '2026-12-09', none, '出差']],
    ['12月7日到9去西安', ['2026-12-07', none, '2026-12-09', none, '去西安']],
    ['12月7日到9下午 事假', ['2026-12-07', none, '2026-12-09', 'afternoon', '事假']],
    ['12月7日-9，事假', ['2026-12-07', none, '2026-12-09', none, '事假']],
    ['12月7日-9', ['2026-12-07', none, '2026-12-09', none, none]],
    ['12月15日-18开会', ['2026-12-15', none, '2026-12-18', none, '开会']],
    ['12月15日—18参加培训', ['2026-12-15', none, '2026-12-18', none, '参加培训']],
    ['12月7日-5在北京调研', ['2026-12-07', none, '2027-01-05', none, '在北京调研']],
    ['12月7日~9下午看病', ['2026-12-07', none, '2026-12-09', 'afternoon', '看病']],
    ['12月7日—三亚出差', ['2026-12-07', none, '2026-12-07', none, '三亚出差']],
    ['12月7日到3个县调研', ['2026-12-07', none, '2026-12-07', none, '到3个县调研']],
    ['12月7日到10楼', ['2026-12-07', none, '2026-12-07', none, '到10楼']],
    ['12月7日到18点', ['2026-12-07', none, '2026-12-07', none, none]],
    ['12月7日到12点年休假', ['2026-12-07', none, '2026-12-07', 'morning', '年休假']],
    ['12月7日到12点钟年休假', ['2026-12-07', none, '2026-12-07', 'morning', '年休假']],
    ['12月7日8:30至12月8日17:30出差武汉', ['2026-12-07', none, '2026-12-08', none, '出差武汉']],
    ['12月7日14:00出差武汉', ['2026-12-07', 'afternoon', '2026-12-07', 'afternoon', '出差武汉']],
    ['明天下午2点到5点事假', ['2026-12-03', 'afternoon', '2026-12-03', 'afternoon', '事假']],
    ['明天下午2:00-4:00事假', ['2026-12-03', 'afternoon', '2026-12-03', 'afternoon', '事假']],
    ['明天下午2-5点事假', ['2026-12-03', 'afternoon', '2026-12-03', 'afternoon', '事假']],
    ['明天下午两点半到四点一刻事假', ['2026-12-03', 'afternoon', '2026-12-03', 'afternoon', '事假']],
    ['明天上午9点到12点事假', ['2026-12-03', 'morning', '2026-12-03', 'morning', '事假']],
    ['明天8点到下午3点事假', ['2026-12-03', none, '2026-12-03', 'afternoon', '事假']],
    ['明天中午12点到2点看病', ['2026-12-03', 'afternoon', '2026-12-03', 'afternoon', '看病']],
    ['12月3日上午8点至12月4日中午12点出差', ['2026-12-03', 'morning', '2026-12-04', 'morning', '出差']],
    ['12月3日至4日中午出差', ['2026-12-03', none, '2026-12-04', 'morning', '出差']],
    ['明天（12月3日）下午病假', ['2026-12-03', 'afternoon', '2026-12-03', 'afternoon', '病假']],
    ['下周一（12月7日）至下周五（12月11日，周五）年休假', ['2026-12-07', none, '2026-12-11', none, '年休假']],
    ['周二（12月8日）事假', ['2026-12-08', none, '2026-12-08', none, '事假']],
    ['from Monday, Dec 7 to Friday Dec 11', ['2026-12-07', none, '2026-12-11', none, none]],
    ['下周一至三出差', ['2026-12-07', none, '2026-12-09', none, '出差']],
    ['下周一下午到三上午去西安', ['2026-12-07', 'afternoon', '2026-12-09', 'morning', '去西安']],
    ['下星期一至日年休假', ['2026-12-07', none, '2026-12-13', none, '年休假']],
    ['下周1-3出差', ['2026-12-07', none, '2026-12-09', none, '出差']],
    ['周四到五事假', ['2026-12-03', none, '2026-12-04', none, '事假']],
    ['下周一到11日出差', ['2026-12-07', none, '2026-12-11', none, '出差']],
    ['自12月7日起至12月11日止年休假', ['2026-12-07', none, '2026-12-11', none, '自 年休假']],
    ['明天上午和下午事假', ['2026-12-03', 'morning', '2026-12-03', 'afternoon', '事假']],
    ['明天起草文件', ['2026-12-03', none, '2026-12-03', none, '起草文件']],
    ['下周一、二年休假', ['2026-12-07', none, '2026-12-08', none, '年休假']],
    ['下周一、周二、周三年休假', ['2026-12-07', none, '2026-12-09', none, '年休假']],
    ['下周三四年休假', ['2026-12-09', none, '2026-12-10', none, '年休假']],
    ['周四周五年假', ['2026-12-03', none, '2026-12-04', none, '年假']],
    ['下周三四楼会议室', ['2026-12-09', none, '2026-12-09', none, '四楼会议室']],
    ['12 月 7 日 至 12 月 8 日 年休假', ['2026-12-07', none, '2026-12-08', none, '年休假']],
    ['12月7日到九日到四川出差', ['2026-12-07', none, '2026-12-09', none, '到四川出差']],
    ['1月4日至6日年休假', ['2027-01-04', none, '2027-01-06', none, '年休假']],
    ['1月4日（周一）年休假', ['2027-01-04', none, '2027-01-04', none, '年休假']],
    ['1月4日至1月8日年休假', ['2027-01-04', none, '2027-01-08', none, '年休假']],
    ['元月4日至6日年休假', ['2027-01-04', none, '2027-01-06', none, '年休假']],
    ['即日起至12月9日休年假', ['2026-12-02', none, '2026-12-09', none, '休年假']],
    ['从现在到12月9日病假', ['2026-12-02', none, '2026-12-09', none, '从 病假']],
    ['11月30日至今出差西安', ['2026-11-30', none, '2026-12-02', none, '出差西安']],
    ['这周一至今病假', ['2026-11-30', none, '2026-12-02', none, '病假']],
    ['12月第二个周五事假', ['2026-12-11', none, '2026-12-11', none, '事假']],
    ['下周一下午年休假0.5天', ['2026-12-07', 'afternoon', '2026-12-07', 'afternoon', '年休假']],
    ['12月7日至9日上午年休假，共2.5天', ['2026-12-07', none, '2026-12-09', 'morning', '年休假，共']],
    ['下周二全天年休假', ['2026-12-08', none, '2026-12-08', none, '年休假']],
    ['12月9日前往西安', ['2026-12-09', none, '2026-12-09', none, '前往西安']],
    ['下周一到五一路办事', ['2026-12-07', none, '2026-12-07', none, '到五一路办事']],
    ['', [none, none, none, none, none]],
  ])('%s', (line, expected) => {
    expect(said(line)).toEqual(expected);
  });
});

describe('what could mean two things is shown, not guessed', () => {
  test.each<[string, string, RangeAmbiguous]>([
    ['周二到周四出差', '周二', 'which-week'],
    ['周二出差', '周二', 'which-week'],
    ['下周出差', '下周', 'day-missing'],
    ['月底年休假', '月底', 'day-missing'],
    ['7号到11号年休假', '7号', 'month-missing'],
    ['12月7日（周二）至11日年休假', '12月7日（周二）', 'weekday-differs'],
    ['12月7日至12月11日（周四）年休假', '12月11日（周四）', 'weekday-differs'],
    ['明天（12月4日）出差', '明天（12月4日）', 'two-dates'],
    ['下周一至3出差', '至3', 'day-or-place'],
    ['明天起病假', '明天起', 'length-only'],
    ['2月30日出差', '2月30日', 'no-such-day'],
    ['12月7日至32日出差', '32日', 'no-such-day'],
    ['11月2日出差', '11月2日', 'past'],
    ['2026年1月4日出差', '2026年1月4日', 'past'],
    ['7月1日出差', '7月1日', 'past'],
    ['12月15日-40开会', '40', 'no-such-day'],
    ['12月15日-3天出差', '3天', 'length-only'],
    ['12月15日-3个工作日出差', '3个工作日', 'length-only'],
    ['12月15日-1月出差', '-1月', 'day-or-place'],
    ['12月7日至9参加培训', '至9', 'day-or-place'],
    ['12月7日至9参加培训出差', '至9', 'day-or-place'],
    ['12月7日到9陪护母亲', '到9', 'day-or-place'],
    ['12月7日到九参加调研', '到九', 'day-or-place'],
    ['12月7日到9、10日', '到9', 'day-or-place'],
    ['12月7日到1月出差', '到1月', 'day-or-place'],
    ['后天到明天出差', '明天', 'end-before-start'],
    ['明天半天事假', '半天', 'half-missing'],
    ['明天2点到5点事假', '2点', 'half-missing'],
    ['明天9点到5点事假', '5点', 'half-missing'],
    ['明天下午2点到8日5点事假', '5点', 'half-missing'],
    ['明天3点看病', '3点', 'half-missing'],
    ['明天中午看病', '中午', 'half-missing'],
    ['明天起三天出差', '三天', 'length-only'],
    ['明天请假2个工作日', '2个工作日', 'length-only'],
    ['下周一起年休假1.5天', '1.5天', 'length-only'],
    ['明天年休假0.5天', '0.5天', 'half-missing'],
    ['12月7、9年休假', '12月7、9', 'two-dates'],
    ['12月7日到月底年休假', '月底', 'day-missing'],
    ['12月7日至12月底年休假', '12月底', 'day-missing'],
    ['明天到周末年休假', '周末', 'day-missing'],
    ['下周一到下下周出差北京', '下下周', 'day-missing'],
    ['12月31日到元旦出差', '元旦', 'day-missing'],
    ['下周一到周五前出差', '到周五前', 'day-missing'],
    ['正月初八年休假', '正月初八', 'day-missing'],
    ['第二个周五事假', '第二个周五', 'day-missing'],
    ['每周五事假', '每周五', 'day-missing'],
    ['12月9日前事假', '12月9日前', 'length-only'],
    ['周五之后事假', '周五之后', 'length-only'],
    ['去北京出差，12月9日回', '12月9日回', 'length-only'],
    ['12月9日返回，去北京出差', '12月9日返回', 'length-only'],
  ])('%s', (line, words, why) => {
    expect(read(line).ambiguous).toEqual([{ words, why }]);
    expect(read(line).until).toBeUndefined();
  });

  test.each([
    ['请假到12月9日', '到12月9日', '2026-12-09', undefined],
    ['年休假至下周三下午', '至下周三下午', '2026-12-09', 'afternoon'],
    ['出差到周五', '到周五', '2026-12-04', undefined],
    ['从元旦到1月8日年休假', '从元旦到1月8日', '2027-01-08', undefined],
    ['annual leave until Dec 9', 'until Dec 9', '2026-12-09', undefined],
  ])('a last day is filled in, and the first asked for: %s', (line, words, date, half) => {
    expect(read(line)).toMatchObject({ until: { date, half }, ambiguous: [{ words, why: 'length-only' }] });
    expect(read(line).from).toBeUndefined();
  });

  test('two days that nothing joins', () => {
    const { from, ambiguous } = read('明天或后天出差');
    expect(from).toBeUndefined();
    expect(ambiguous.map(({ why }) => why)).toEqual(['two-dates', 'two-dates']);
  });

  test('a range and a day beside it', () => {
    expect(read('下周一到周三出差，周五回来').ambiguous.map(({ why }) => why)).toEqual(['two-dates', 'two-dates', 'two-dates']);
  });
});

test('whatever anybody types: it never fails, the last day is not before the first, and nothing is found before the earliest', () => {
  const pieces = [
    '下周一',
    '周三',
    '明天',
    '12月7日',
    '11日',
    '至',
    '到',
    '-',
    '上午',
    '下午',
    '早',
    '半天',
    '三天',
    '（',
    '）',
    '去西安',
    '，',
    ' ',
    '１',
    '月',
  ];
  const anyLine = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  fc.assert(
    fc.property(anyLine, (line) => {
      const { from, until, ambiguous } = read(line);
      if (from) expect(from.date >= earliest).toBe(true);
      if (from && until) expect(until.date >= from.date).toBe(true);
      const plain = line.replace(/[\n\r\t]/g, ' ');
      for (const { words } of ambiguous) expect(words.length).toBeLessThanOrEqual(plain.length);
    }),
    { numRuns: 1_000 },
  );
});

test('whatever a place is called, going there names no last day and leaves its name whole', () => {
  const name = fc.tuple(
    fc.constantFrom('', '一', '二', '三', '四', '六', '九', '十', '二十', '10', '9'),
    fc.stringMatching(/^[川亚江连安局堰盘楼处峡门]{1,4}$/),
  );
  const going = fc.constantFrom('到', '至', '去', '赴', '前往');
  fc.assert(
    fc.property(fc.constantFrom('12月7日', '12月7号', '2026-12-07', '下周一'), going, name, (day, go, [number, rest]) => {
      const line = `${day}${go}${number}${rest}出差`;
      expect(said(line)).toEqual(['2026-12-07', undefined, '2026-12-07', undefined, `${go}${number}${rest}出差`]);
    }),
    { examples: [['12月7日', '到', ['四', '川']]] },
  );
});

test.each<[string, string, string]>([
  ['12月3日、4日去西安', '2026-12-03', '2026-12-04'],
  ['12月7、8、9日', '2026-12-07', '2026-12-09'],
  ['12月7号和8号', '2026-12-07', '2026-12-08'],
  ['明后天', '2026-12-03', '2026-12-04'],
  ['今明两天', '2026-12-02', '2026-12-03'],
  ['下月1日至3日', '2027-01-01', '2027-01-03'],
  ['本月28日到下月2日', '2026-12-28', '2027-01-02'],
])('days that are listed are all of them: %s', (line, from, until) => {
  const found = read(line);
  expect([found.from?.date, found.until?.date, found.ambiguous]).toEqual([from, until, []]);
});

test.each([
  ['12月7日、9日', '9日'],
  ['12月7日晚上出发，9日返回', '9日'],
])('a second day that does not follow the first is asked about: %s', (line, words) => {
  const { until, ambiguous } = read(line);
  expect([until, ambiguous]).toEqual([undefined, [{ words, why: 'two-dates' }]]);
});

test.each([
  ['12月31日出差', '2026-12-31', '2026-12-31'],
  ['12月30日至31日出差', '2026-12-30', '2026-12-31'],
  ['12月31日至今天出差', '2026-12-31', '2027-01-04'],
  ['12月31日至1月4日出差', '2026-12-31', '2027-01-04'],
])('what is made good on the first workday of a year was in the last: %s', (line, first, last) => {
  const { from, until } = readDays(line, at('2027-01-04T02:00:00Z'), zones.shanghai, '2026-12-30' as PlainDate);
  expect([from?.date, until?.date]).toEqual([first, last]);
});
