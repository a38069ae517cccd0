import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import type { LeaveKind } from '../../../src/leave/leave.js';
import { fillFromLine, speaksOfLeave } from '../../../src/leave/request/one-line.js';
import { at, zone } from '../../support/office.js';

const now = at('2026-12-02', '10:00');
const fill = (line: string, kind?: LeaveKind) => fillFromLine(line, now, zone(), '2026-11-30' as PlainDate, kind);

describe('plain words fill the form', () => {
  it.each<[string, Record<string, string>]>([
    ['下周一到周三去西安出差', { kind: 'business-trip', from: '2026-12-07', until: '2026-12-09', destination: '西安' }],
    ['明天下午事假', { kind: 'personal-leave', from: '2026-12-03', fromHalf: 'afternoon', until: '2026-12-03', untilHalf: 'afternoon' }],
    ['12月7日至11日年休假，回西安探亲', { kind: 'annual-leave', from: '2026-12-07', until: '2026-12-11', reason: '回西安探亲' }],
    [
      '明天去省厅参加培训，出差',
      { kind: 'business-trip', from: '2026-12-03', until: '2026-12-03', destination: '省厅', reason: '参加培训' },
    ],
    [
      '后天赴渭南检查工程质量出差',
      { kind: 'business-trip', from: '2026-12-04', until: '2026-12-04', destination: '渭南', reason: '检查工程质量' },
    ],
    ['昨天病假', { kind: 'sick-leave', from: '2026-12-01', until: '2026-12-01' }],
    ['我明天休年假', { kind: 'annual-leave', from: '2026-12-03', until: '2026-12-03' }],
    ['12月7日到四川出差', { kind: 'business-trip', from: '2026-12-07', until: '2026-12-07', destination: '四川' }],
    ['12月7日到西安出差', { kind: 'business-trip', from: '2026-12-07', until: '2026-12-07', destination: '西安' }],
    ['明天到二局开会出差', { kind: 'business-trip', from: '2026-12-03', until: '2026-12-03', destination: '二局', reason: '开会' }],
    ['自12月7日起至12月9日止年休假，共3天', { kind: 'annual-leave', from: '2026-12-07', until: '2026-12-09' }],
    [
      '我要请明天下午的事假',
      { kind: 'personal-leave', from: '2026-12-03', fromHalf: 'afternoon', until: '2026-12-03', untilHalf: 'afternoon' },
    ],
    ['年休假至12月11日', { kind: 'annual-leave', until: '2026-12-11' }],
    ['12月7日到月底去北京出差', { kind: 'business-trip', from: '2026-12-07', destination: '北京' }],
    [
      '下周一下午年休假0.5天',
      { kind: 'annual-leave', from: '2026-12-07', fromHalf: 'afternoon', until: '2026-12-07', untilHalf: 'afternoon' },
    ],
    ['1月4日起休年假5天', { kind: 'annual-leave', from: '2027-01-04' }],
    ['明天起请3天病假', { kind: 'sick-leave', from: '2026-12-03' }],
    ['12月7日到三门峡去出差', { kind: 'business-trip', from: '2026-12-07', until: '2026-12-07', destination: '三门峡' }],
    ['从12月7日到9日事假', { kind: 'personal-leave', from: '2026-12-07', until: '2026-12-09' }],
    ['我自12月7日至9日事假，自费学习', { kind: 'personal-leave', from: '2026-12-07', until: '2026-12-09', reason: '自费学习' }],
    ['1月4日至6日年休假', { kind: 'annual-leave', from: '2027-01-04', until: '2027-01-06' }],
    ['下月1日至3日出差', { kind: 'business-trip', from: '2027-01-01', until: '2027-01-03' }],
    [
      'business trip Dec 7 to 9 to Xi’an for training',
      { kind: 'business-trip', from: '2026-12-07', until: '2026-12-09', destination: 'Xi’an', reason: 'for training' },
    ],
    [
      'sick leave tomorrow afternoon',
      { kind: 'sick-leave', from: '2026-12-03', fromHalf: 'afternoon', until: '2026-12-03', untilHalf: 'afternoon' },
    ],
    // Whoever goes somewhere on official business is on a trip, unless they say that it is something else.
    [
      '下周一到周三去成都参加培训',
      { kind: 'business-trip', from: '2026-12-07', until: '2026-12-09', destination: '成都', reason: '参加培训' },
    ],
    [
      '明天赴渭南检查工程质量',
      { kind: 'business-trip', from: '2026-12-03', until: '2026-12-03', destination: '渭南', reason: '检查工程质量' },
    ],
    ['明天去省厅开会', { kind: 'business-trip', from: '2026-12-03', until: '2026-12-03', destination: '省厅', reason: '开会' }],
    [
      '明天去西安，参加全省工作会',
      { kind: 'business-trip', from: '2026-12-03', until: '2026-12-03', destination: '西安', reason: '参加全省工作会' },
    ],
    ['明天去医院，病假', { kind: 'sick-leave', from: '2026-12-03', until: '2026-12-03', reason: '去医院' }],
    ['明天请病假，发烧', { kind: 'sick-leave', from: '2026-12-03', until: '2026-12-03', reason: '发烧' }],
  ])('%s', (line, values) => {
    expect(fill(line).values).toEqual(values);
    expect(speaksOfLeave(fill(line))).toBe(true);
  });

  it('the command says which kind it is', () => {
    expect(fill('下周一到周三去西安', 'business-trip').values).toMatchObject({
      kind: 'business-trip',
      destination: '西安',
      until: '2026-12-09',
    });
    expect(fill('12月7日至11日 回西安探亲', 'annual-leave').values).toEqual({
      kind: 'annual-leave',
      from: '2026-12-07',
      until: '2026-12-11',
      reason: '回西安探亲',
    });
  });

  it('what is unclear is shown, and the rest filled in', () => {
    const { values, unclear } = fill('下周去西安出差');
    expect(values).toEqual({ kind: 'business-trip', destination: '西安' });
    expect(unclear).toEqual([{ words: '下周', why: 'day-missing' }]);
  });

  it('two kinds in one line are none', () => {
    expect(fill('下周一出差，下周一年休假').kind).toBeUndefined();
  });

  it.each(['汇总 上周', '你好', '出差', '年休假还有几天', '明天开会', '12月去向', '去年12月的汇总', '明天过去汇报', '下周去西安'])(
    '%s is no request',
    (line) => {
      expect(speaksOfLeave(fill(line))).toBe(false);
    },
  );

  it.each([
    '下周一去医院看病',
    '明天去医院检查',
    '明天去三楼会议室开会',
    '明天去局里大会议室参加培训',
    '明天去301室开会',
    '明天去二楼开会',
    '明天去食堂吃饭',
    '明天去学校参加家长会',
    '明天去西安参加婚礼',
    '明天出去看房',
    '下周一回去开会',
    '明天回去老家学习',
    '明天下去基层调研',
    '明天上去九楼开会',
    '明天进去会场开会',
    '明天谁去成都参加培训',
    '明天赴宴',
  ])('%s names no kind, and is not taken for one', (line) => {
    const { kind, values } = fill(line);
    expect([kind, values.kind, values.destination]).toEqual([undefined, undefined, undefined]);
    expect(speaksOfLeave(fill(line))).toBe(false);
  });

  it('however the words are put, days, kind and place are the same', () => {
    const before = fc.constantFrom('', '从', '自', '于', '我从', '我想从', '本人拟于', '申请');
    const days = fc.constantFrom('12月7日到9日', '12月7日至12月9日', '12月7日-9日', '下周一到周三', '2026-12-07 至 2026-12-09');
    const going = fc.constantFrom('到', '去', '赴', '前往');
    const place = fc.constantFrom('四川', '三亚', '九江', '西安', '二局', '十堰', '六盘水', '渭南');
    fc.assert(
      fc.property(before, days, going, place, (start, range, go, where) => {
        expect(fill(`${start}${range}${go}${where}出差`).values).toEqual({
          kind: 'business-trip',
          from: '2026-12-07',
          until: '2026-12-09',
          destination: where,
        });
      }),
    );
  });
});
