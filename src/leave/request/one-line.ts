import type { Instant, PlainDate, Zone } from '../../calendar/instant.js';
import { type RangeAmbiguity, readDays } from '../../calendar/one-line.js';
import type { FormValues } from '../../chat/form.js';
import type { LeaveKind } from '../leave.js';
import { LONGEST } from './draft/draft.js';

/** What people call each kind, the longest name first. */
const CALLED: readonly (readonly [RegExp, LeaveKind])[] = [
  [/(?:休|请)?(?:带薪)?(?:年休假|年假|休年假)|annual leave/iu, 'annual-leave'],
  [/(?:请)?(?:事假)|personal leave/iu, 'personal-leave'],
  [/(?:请)?(?:病假)|sick leave/iu, 'sick-leave'],
  [/(?:因公)?(?:出差|公差)|business trip/iu, 'business-trip'],
];
/** 去西安, 赴省厅: up to what is done there. */
const WHERE =
  /(?:前往|去往|去|赴|到|至)\s*(?<place>(?!\d{1,2}[日号月])[^\s,，;；。、去赴到参开调学培办考检督汇洽验出][^\s,，;；。、]{0,18}?)(?=去|出差|公差|参加|参会|开会|调研|学习|培训|办|考察|检查|督导|汇报|洽谈|验收|对接|$|[\s,，;；。、])/u;
/** to Xi'an for training. */
const WHERE_IN_ENGLISH = /(?<=^|\s)to\s+(?<place>[^\s,;][^,;]{0,40}?)(?=\s+(?:for|to)\s|$|[,;])/iu;

const GOING = /^(?:前往|去往|去|赴)/u;
/** 回去, 出去, 下去 name no place that somebody travels to, 谁去 and 不去 nobody who does. */
const NOT_GOING = /[过回出下上进谁没不别]$/u;
/** 三楼会议室, 食堂, 医院: where nobody is on a trip, whatever is done there. */
const NEARBY = /[室楼层堂]$|会场|报告厅|会议厅|餐厅|楼[上下]|隔壁|医|诊|体检|学校|幼儿园/u;
/** What is done officially: 参加 by itself is said of weddings as well. */
const OFFICIAL =
  /^[\s,，、]*(?:参会|开会|培训|学习|调研|考察|检查|督导|参加\P{P}{0,15}?(?:培训|会议|学习|论坛|轮训|评审|验收|检查|调研|考察|(?:工作|座谈|研讨|推进|动员|部署|现场|交流|论证)会))/u;

export type Filled = { readonly values: FormValues; readonly unclear: readonly RangeAmbiguity[]; readonly kind: LeaveKind | undefined };

/** 「下周一到周三去西安出差」 → what the form shows, and what the member is asked to look at. `kind`: of the command it came with. */
export function fillFromLine(line: string, now: Instant, zone: Zone, earliest: PlainDate, kind?: LeaveKind): Filled {
  const { from, until, ambiguous, title = '' } = readDays(line, now, zone, earliest);
  const named = CALLED.filter(([pattern]) => pattern.test(title));
  // 出差 and 年休假 in one line: nobody knows which it is to be.
  const said = kind ?? (named.length === 1 ? named[0]?.[1] : undefined);
  const where = WHERE.exec(title);
  const isTrip = named.length === 0 && from !== undefined && where !== null && isOfficial(title, where);
  const found = said ?? (isTrip ? 'business-trip' : undefined);
  const place = found === 'business-trip' ? (where ?? WHERE_IN_ENGLISH.exec(title)) : null;
  const reason = reasonIn(title, [place?.[0], ...ambiguous.map(({ words }) => words)], found);
  return {
    kind: found,
    values: {
      ...(found ? { kind: found } : {}),
      ...(from ? { from: from.date, ...(from.half ? { fromHalf: from.half } : {}) } : {}),
      ...(until ? { until: until.date, ...(until.half ? { untilHalf: until.half } : {}) } : {}),
      ...(place?.groups?.place ? { destination: place.groups.place.slice(0, LONGEST.destination) } : {}),
      ...(reason ? { reason: reason.slice(0, LONGEST.reason) } : {}),
    },
    unclear: ambiguous,
  };
}

/** 去成都参加培训: a trip, though nobody says 出差. Where the words leave a doubt it is none, and they are asked nothing. */
function isOfficial(title: string, where: RegExpExecArray): boolean {
  const [before, after] = [title.slice(0, where.index), title.slice(where.index + where[0].length)];
  return GOING.test(where[0]) && !NOT_GOING.test(before) && !NEARBY.test(where.groups?.place ?? '') && OFFICIAL.test(after);
}

/** Whatever is left once the kind, the place and what is unclear are taken out. */
function reasonIn(title: string, taken: readonly (string | undefined)[], kind: LeaveKind | undefined): string {
  const [pattern] = CALLED.find(([, known]) => known === kind) ?? [];
  const left = taken.reduce((rest: string, words) => (words ? rest.replace(words, ' ') : rest), title);
  return (
    left
      .replace(pattern ?? '', ' ')
      .replace(/\s+/gu, ' ')
      // 从12月7日…: the days have been taken, what stood before them is left.
      .replace(
        /^(?:拟?(?:从|自|于)(?=\s|$)|拟(?=\s)|[的去到至止](?=\s|$)|我|本人|想|要|需要|请假|申请|休|请|共|[\s,，;；。、:：])+|[\s,，;；。、:：]+$/gu,
        '',
      )
      .trim()
  );
}

/** Whether a line that was typed by itself speaks of leave: of its kind and of a day, or of one that is unclear. */
export const speaksOfLeave = ({ kind, values, unclear }: Filled): boolean =>
  kind !== undefined && (values.from !== undefined || unclear.length > 0);

/** 取消12月7日年休假: of leave that has been asked for, which is taken back or changed where one's own requests are listed. */
export const speaksOfOwnRequest = (line: string): boolean => /取消|撤回|撤销|不[休请]了|改[到至期]/u.test(line);

/** 明天谁休年假: asked of others. */
export const asksWho = (line: string): boolean => line.includes('谁');
