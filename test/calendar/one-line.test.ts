import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ambiguous } from '../../src/calendar/one-line.js';
import { readOneLine } from '../../src/calendar/one-line.js';
import { instantAt } from '../../src/calendar/zone.js';
import { at, zones } from './build.js';

/** Wednesday, 2 December 2026, 10:00 in the office. */
const now = at('2026-12-02T02:00:00Z');
const read = (line: string, when = now) => readOneLine(line, when, zones.shanghai);
const found = (line: string) => {
  const { date, startTime, endTime, place, title } = read(line);
  return [date, startTime, endTime, place, title];
};
const unclear = (line: string) => read(line).ambiguous.map(({ words, why }) => [words, why]);

describe('a line that leaves no doubt fills the form', () => {
  const none = undefined;
  test.each<[string, (string | undefined)[]]>([
    ['下周三上午9点 三楼会议室 机关干部大会', ['2026-12-09', '09:00', none, '三楼会议室', '机关干部大会']],
    ['12月9日上午9点钟 三楼会议室 机关干部大会', ['2026-12-09', '09:00', none, '三楼会议室', '机关干部大会']],
    ['明天下午三点钟在三楼会议室召开机关干部大会', ['2026-12-03', '15:00', none, '三楼会议室', '机关干部大会']],
    ['12月3日下午2点钟到4点钟 机关干部大会', ['2026-12-03', '14:00', '16:00', none, '机关干部大会']],
    ['明天下午两点半到四点 机关干部大会 在三楼会议室', ['2026-12-03', '14:30', '16:00', '三楼会议室', '机关干部大会']],
    ['12月3日 9:30-下午5:00 培训', ['2026-12-03', '09:30', '17:00', none, '培训']],
    ['12月3日9点到下午5点 培训', ['2026-12-03', '09:00', '17:00', none, '培训']],
    ['12 月 3 日 上午 9 点 30 分 三楼会议室 大会', ['2026-12-03', '09:30', none, '三楼会议室', '大会']],
    ['会议名称：机关干部大会 会议时间：12月3日9:00 会议地点：三楼会议室', ['2026-12-03', '09:00', none, '三楼会议室', '机关干部大会']],
    ['兹定于12月3日9:00在三楼会议室召开干部大会', ['2026-12-03', '09:00', none, '三楼会议室', '干部大会']],
    ['12月3日 9:00 to 11:00 2026年至2027年规划会', ['2026-12-03', '09:00', '11:00', none, '2026年至2027年规划会']],
    ['12月3日 14:00-16:00 机关干部大会', ['2026-12-03', '14:00', '16:00', none, '机关干部大会']],
    ['12月3日（周四）上午9点 大礼堂 党风廉政建设会议', ['2026-12-03', '09:00', none, '大礼堂', '党风廉政建设会议']],
    ['２０２６年１２月７日　１４：００～１６：３０　年底总结会', ['2026-12-07', '14:00', '16:30', none, '年底总结会']],
    ['十二月二十三日晚上七点 报告厅 联欢晚会', ['2026-12-23', '19:00', none, '报告厅', '联欢晚会']],
    ['2027-01-05 09:00 2号楼305会议室 务虚会', ['2027-01-05', '09:00', none, '2号楼305会议室', '务虚会']],
    ['明年3月1日9:00 三楼会议室 总结会', ['2027-03-01', '09:00', none, '三楼会议室', '总结会']],
    ['1月5日上午9点 例会', ['2027-01-05', '09:00', none, none, '例会']],
    ['来年1月5日上午9点 明年工作务虚会', ['2027-01-05', '09:00', none, none, '明年工作务虚会']],
    ['今年12月31日9点 总结会', ['2026-12-31', '09:00', none, none, '总结会']],
    ['元月4日上午9点 三楼会议室 机关干部大会', ['2027-01-04', '09:00', none, '三楼会议室', '机关干部大会']],
    ['12月第二个周五上午9点 三楼会议室 局务会', ['2026-12-11', '09:00', none, '三楼会议室', '局务会']],
    ['本月最后一个周五下午3点 总结会', ['2026-12-25', '15:00', none, none, '总结会']],
    ['下个月第三个周五上午9点 例会', ['2027-01-15', '09:00', none, none, '例会']],
    ['1月第二个星期五 9:00 例会', ['2027-01-08', '09:00', none, none, '例会']],
    ['下周周三上午9点 例会', ['2026-12-09', '09:00', none, none, '例会']],
    ['12月4日上午9点 每周五例会', ['2026-12-04', '09:00', none, none, '每周五例会']],
    ['明天后勤工作会 9点', ['2026-12-03', '09:00', none, none, '后勤工作会']],
    ['12月9日起草小组会 9点', ['2026-12-09', '09:00', none, none, '起草小组会']],
    ['提前至12月4日9点 节前检查部署会', ['2026-12-04', '09:00', none, none, '提前至 节前检查部署会']],
    ['明天差一刻9点 例会', ['2026-12-03', '08:45', none, none, '例会']],
    ['明天上午差5分10点 例会', ['2026-12-03', '09:55', none, none, '例会']],
    ['明天上午8:30分 三楼会议室 学习会', ['2026-12-03', '08:30', none, '三楼会议室', '学习会']],
    ['明天上午9：00分在三楼会议室召开学习会', ['2026-12-03', '09:00', none, '三楼会议室', '学习会']],
    ['明天上午8:30分组讨论会', ['2026-12-03', '08:30', none, none, '分组讨论会']],
    ['明天9点在3号楼201开会', ['2026-12-03', '09:00', none, '3号楼201', '开会']],
    ['明天上午9点 1小时 例会', ['2026-12-03', '09:00', '10:00', none, '例会']],
    ['明天下午2点 一个半小时 例会', ['2026-12-03', '14:00', '15:30', none, '例会']],
    ['明天下午3点左右 碰头会', ['2026-12-03', '15:00', none, none, '碰头会']],
    ['今天下午6点半至8点 学习', ['2026-12-02', '18:30', '20:00', none, '学习']],
    ['2027年元月计划会', [none, none, none, none, '2027年元月计划会']],
    ['后天中午12点 食堂二楼 座谈会', ['2026-12-04', '12:00', none, '食堂二楼', '座谈会']],
    ['大后天上午10点到12点，学习会', ['2026-12-05', '10:00', '12:00', none, '学习会']],
    ['这周五下午3点一刻 碰头会', ['2026-12-04', '15:15', none, none, '碰头会']],
    ['本周日上午8点三刻至9点半 植树活动 地点：人民广场', ['2026-12-06', '08:45', '09:30', '人民广场', '植树活动']],
    ['下下周一 9点 例会', ['2026-12-14', '09:00', none, none, '例会']],
    ['下个星期天10点 值班会', ['2026-12-13', '10:00', none, none, '值班会']],
    ['周五10点整 例会', ['2026-12-04', '10:00', none, none, '例会']],
    ['明晚7点 联欢会', ['2026-12-03', '19:00', none, none, '联欢会']],
    ['今晚七点半在会议中心召开紧急会议', ['2026-12-02', '19:30', none, '会议中心', '紧急会议']],
    ['今天下午14点 处务会', ['2026-12-02', '14:00', none, none, '处务会']],
    ['明天 中午12点到2点 午餐会', ['2026-12-03', '12:00', '14:00', none, '午餐会']],
    ['明天03:00 演练', ['2026-12-03', '03:00', none, none, '演练']],
    ['明天凌晨3点 演练', ['2026-12-03', '03:00', none, none, '演练']],
    ['12/8 9:05 例会', ['2026-12-08', '09:05', none, none, '例会']],
    ['明天8点 例会', ['2026-12-03', '08:00', none, none, '例会']],
    ['12月3日上午9-11点 三楼会议室 例会', ['2026-12-03', '09:00', '11:00', '三楼会议室', '例会']],
    ['12月3日 9-11点半 例会', ['2026-12-03', '09:00', '11:30', none, '例会']],
    ['明天下午2到4点 例会', ['2026-12-03', '14:00', '16:00', none, '例会']],
    ['明天下午两点至四点 例会', ['2026-12-03', '14:00', '16:00', none, '例会']],
    ['明天下午两至四点 例会', ['2026-12-03', '14:00', '16:00', none, '例会']],
    ['明天9点 落实3-5点要求专题会', ['2026-12-03', '09:00', none, none, '落实3-5点要求专题会']],
    ['机关干部大会', [none, none, none, none, '机关干部大会']],
    ['行政楼 三楼会议室 干部会 12月9日9时30分', ['2026-12-09', '09:30', none, '行政楼 三楼会议室', '干部会']],
    ['明天9点三楼会议室', ['2026-12-03', '09:00', none, '三楼会议室', none]],
    ['明天上午9点 办公室 例会', ['2026-12-03', '09:00', none, none, '办公室 例会']],
    ['明天9点 落实3点要求专题会', ['2026-12-03', '09:00', none, none, '落实3点要求专题会']],
    ['', [none, none, none, none, none]],
  ])('%s', (line, expected) => {
    expect(found(line)).toEqual(expected);
    expect(unclear(line)).toEqual([]);
  });
});

const OF_DATES: ReadonlySet<Ambiguous> = new Set([
  ...(['past', 'which-week', 'weekday-differs', 'no-such-day', 'day-missing', 'month-missing', 'two-dates'] as const),
]);

test.each([
  ['明后天 9点 培训班', '培训班', ['明后天']],
  ['下周一、周二 9点 培训', '培训', ['下周一', '周一、周二']],
  ['12月24日、25日 9点 培训', '培训', ['12月24日', '24日、25日']],
  ['12月4日、11日、18日上午9点 培训', '培训', ['12月4日', '11日', '18日']],
  ['自12月7日起至12月9日止 培训班', '培训班', ['12月7日', '12月9日']],
  ['Dec 3-4 9am training', 'training', ['Dec 3-4']],
])('two dates are named in the words in which they were written: %s', (line, title, words) => {
  const { date, title: left, ambiguous } = read(line);
  expect([date, left, ambiguous]).toEqual([undefined, title, words.map((one) => ({ words: one, why: 'two-dates' }))]);
});

describe('what could mean two things is shown, not guessed', () => {
  test.each<[string, [string, Ambiguous][], Partial<ReturnType<typeof read>>]>([
    ['周二上午9点 例会', [['周二', 'which-week']], { startTime: '09:00' as never, title: '例会' }],
    ['周三下午3点 例会', [['周三', 'which-week']], { startTime: '15:00' as never }],
    ['这周一9点 例会', [['这周一', 'past']], {}],
    ['上周五9点 例会', [['上周五', 'past']], {}],
    ['昨天9点 例会', [['昨天', 'past']], {}],
    ['2026年12月1日上午9点 例会', [['2026年12月1日', 'past']], {}],
    ['去年12月3日上午9点 例会', [['去年12月3日', 'past']], {}],
    ['今天上午9点 例会', [['今天', 'past']], { startTime: '09:00' as never }],
    ['今天上午10点 例会', [['今天', 'past']], {}],
    [
      '12月3日（周五）9点 例会',
      [
        ['12月3日', 'weekday-differs'],
        ['周五', 'weekday-differs'],
      ],
      {},
    ],
    [
      '12月7日-9日 9:00 培训班',
      [
        ['12月7日', 'two-dates'],
        ['-9日', 'two-dates'],
      ],
      { startTime: '09:00' as never, title: '培训班' },
    ],
    [
      '12月7至9日上午9点 培训班',
      [
        ['12月7', 'two-dates'],
        ['至9日', 'two-dates'],
      ],
      { title: '培训班' },
    ],
    ['第二个周五上午9点 例会', [['第二个周五', 'day-missing']], { startTime: '09:00' as never, title: '例会' }],
    ['每月第二个周五上午9点 例会', [['每月第二个周五', 'day-missing']], { title: '例会' }],
    ['最后一个周五9点 例会', [['最后一个周五', 'day-missing']], {}],
    ['元旦后首个周五9点 例会', [['后首个周五', 'day-missing']], {}],
    ['下周五后的周五9点 例会', [['后的周五', 'day-missing']], {}],
    ['隔周五9点 例会', [['隔周五', 'day-missing']], {}],
    ['12月第五个周五9点 例会', [['12月第五个周五', 'no-such-day']], {}],
    ['12月9日前9点 例会', [['12月9日前', 'day-missing']], { title: '例会' }],
    ['12月9日（周三）以后9点 例会', [['12月9日（周三）以后', 'day-missing']], { title: '例会' }],
    ['12月9日起9点 培训班', [['12月9日起', 'day-missing']], {}],
    ['截至12月9日9点 报名会', [['截至12月9日', 'day-missing']], {}],
    ['正月初八上午9点 例会', [['正月初八', 'day-missing']], {}],
    ['明天下午3点前 报到', [['下午3点前', 'hour-missing']], { title: '报到' }],
    ['下周二全天 培训班', [['全天', 'hour-missing']], { date: '2026-12-08' as never, title: '培训班' }],
    ['明天晚上11点到12点 例会', [['12点', 'half-missing']], { startTime: '23:00' as never }],
    ['2月30日9点 例会', [['2月30日', 'no-such-day']], {}],
    ['13月1日9点 例会', [['13月1日', 'no-such-day']], {}],
    ['月底上午9点 例会', [['月底', 'day-missing']], { title: '月底 例会' }],
    ['下周上午9点 例会', [['下周', 'day-missing']], {}],
    ['周末上午9点 例会', [['周末', 'day-missing']], {}],
    ['12月上午9点 例会', [['12月', 'day-missing']], {}],
    ['8号上午9点 例会', [['8号', 'month-missing']], {}],
    [
      '12月3日或12月4日上午9点 例会',
      [
        ['12月3日', 'two-dates'],
        ['12月4日', 'two-dates'],
      ],
      {},
    ],
    ['周五上午 例会', [['上午', 'hour-missing']], { date: '2026-12-04' as never, title: '例会' }],
    ['明天3点 例会', [['3点', 'half-missing']], { date: '2026-12-03' as never }],
    ['明天7点 例会', [['7点', 'half-missing']], {}],
    ['明天3:30 例会', [['3:30', 'half-missing']], {}],
    ['明天七点半 例会', [['七点半', 'half-missing']], {}],
    ['明天9点到3点 例会', [['3点', 'half-missing']], { startTime: '09:00' as never }],
    ['明天上午15点 例会', [['上午15点', 'half-differs']], {}],
    ['明天晚上3点 例会', [['晚上3点', 'half-differs']], {}],
    ['明天25点 例会', [['25点', 'no-such-time']], {}],
    ['明天9点70分 例会', [['9点70分', 'no-such-time']], {}],
    [
      '明天上午9点 下午3点 例会',
      [
        ['上午9点', 'two-times'],
        ['下午3点', 'two-times'],
      ],
      {},
    ],
    ['明天16:00-14:00 例会', [['14:00', 'end-before-start']], { startTime: '16:00' as never }],
    [
      '明天9点 二楼会议室 例会 三楼会议室',
      [
        ['二楼会议室', 'two-places'],
        ['三楼会议室', 'two-places'],
      ],
      {},
    ],
  ])('%s', (line, ambiguous, expected) => {
    expect(unclear(line)).toEqual(ambiguous);
    expect(read(line)).toMatchObject(expected);
    if (ambiguous.some(([, why]) => OF_DATES.has(why))) expect(read(line).date).toBeUndefined();
  });

  test('what is over is no date; a minute later it would have been one', () => {
    expect(read('今天10:01 例会').date).toBe('2026-12-02');
    expect(read('今天10:00 例会').date).toBeUndefined();
    expect(read('今天 例会').date).toBe('2026-12-02');
  });

  test('the office’s clock says what tomorrow is', () => {
    const late = at('2026-12-02T15:59:00Z');
    expect(readOneLine('明天9点', late, zones.shanghai).date).toBe('2026-12-03');
    expect(readOneLine('明天9点', at('2026-12-02T16:00:00Z'), zones.shanghai).date).toBe('2026-12-04');
    expect(readOneLine('明天9点', late, zones.newYork).date).toBe('2026-12-03');
  });
});

describe('whatever anybody types', () => {
  const pieces = [
    '下周三',
    '周五',
    '这周一',
    '明天',
    '今天',
    '后天',
    '12月3日',
    '1月5日',
    '2027年',
    '月底',
    '上午',
    '下午',
    '晚',
    '9点',
    '三点',
    '两点半',
    '14:00',
    '到',
    '-',
    '至四点',
  ];
  const places = [
    '在',
    '三楼会议室',
    '地点：',
    '礼堂',
    '机关干部大会',
    '，',
    ' ',
    '（',
    '）',
    '😀',
    '\n',
    '３',
    '：',
    '号',
    '周',
    '月',
    '点',
    '十',
  ];
  const anyLine = fc.oneof(
    fc.array(fc.constantFrom(...pieces, ...places), { maxLength: 14 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const anyNow = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-12-31T00:00:00Z') }).map((ms) => ms as typeof now);

  test('it never fails, and every word it shows stands in the line', () => {
    fc.assert(
      fc.property(anyLine, anyNow, (line, when) => {
        const { ambiguous, place, title } = read(line, when);
        const plain = line.replace(/[\n\r\t]/g, ' ');
        for (const { words } of ambiguous) for (const word of words.split(' ')) expect(plain).toContain(word);
        for (const word of `${place ?? ''} ${title ?? ''}`.split(' ')) expect(plain).toContain(word);
      }),
      { numRuns: 500, examples: [['下周三2027年\n1月5日', now]] },
    );
  });

  test('a date that is found is not over, nor is its time', () => {
    fc.assert(
      fc.property(anyLine, anyNow, (line, when) => {
        const { date, startTime, endTime } = read(line, when);
        if (date) expect(instantAt(date, startTime ?? ('23:59' as never), zones.shanghai)).toBeGreaterThan(when - (startTime ? 0 : 60_000));
        if (startTime && endTime) expect(endTime > startTime).toBe(true);
        if (endTime) expect(startTime).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  test('no date or time comes from words that give none', () => {
    const wordless = fc.array(
      fc.constantFrom('机关干部大会', '三楼会议室', '，', ' ', '学习', '落实', '在礼堂', '😀', '（', 'a', '党建工作会'),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(wordless, anyNow, (parts, when) => {
        const { date, startTime, endTime, ambiguous } = read(parts.join(''), when);
        expect([date, startTime, endTime]).toEqual([undefined, undefined, undefined]);
        expect(ambiguous.filter(({ why }) => why !== 'two-places')).toEqual([]);
      }),
    );
  });

  test('a month and a day lead to that month and day, or to none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }), anyNow, (month, day, when) => {
        const { date, ambiguous } = read(`${month}月${day}日9点 例会`, when);
        if (date) expect([Number(date.slice(5, 7)), Number(date.slice(8))]).toEqual([month, day]);
        else expect(ambiguous.map(({ why }) => why)).toEqual([expect.stringMatching(/^(past|no-such-day)$/)]);
      }),
    );
  });

  test('a long line of anything takes no time', () => {
    for (const piece of ['在', '上午', '一', '9', '周', '三楼会议室', '1月', '-', ' ', '('])
      expect(() => read(piece.repeat(2_000))).not.toThrow();
  });
});
