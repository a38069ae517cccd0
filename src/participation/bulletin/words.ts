import { previousPeriod } from '../../calendar/period.js';
import { periodWords } from '../../calendar/words.js';
import { type Locale, say, type Text } from '../../chat/text.js';
import { departmentName, short } from '../../org/scope-menu.js';
import type { Figures, Subject } from '../figures/figures.js';
import { changeWords, MEASURES, type Measure, valueWords } from '../figures/measures.js';
import { isCounted } from '../figures/rules.js';
import { type Bulletin, type BulletinText, COMPARED, type ComparedBy, type Content, LONGEST, type Rated } from './bulletin.js';
import { type Month, periodOf } from './month.js';
import { FEWEST, isSameText } from './rules.js';
import { bodyText, ofText, sentences } from './words-text.js';

const SUBJECTS = ['prompts', 'meetings', 'leave'] as const satisfies readonly Subject[];
const SHOWN: Readonly<Record<(typeof SUBJECTS)[number], readonly Measure[]>> = {
  prompts: [MEASURES.asked, MEASURES.answered, MEASURES.answerRate],
  meetings: [MEASURES.expected, MEASURES.present, MEASURES.excused, MEASURES.absent, MEASURES.attendanceRate],
  leave: [MEASURES.days, MEASURES.people],
};

type Section = { readonly title: Text; readonly lines: readonly string[] };
const ORDINALS = ['一', '二', '三', '四', '五'];

/** What a draft says that nobody has touched. A channel has no language of its own; the office writes Chinese. */
export const countedText = ({ month, content }: Pick<Bulletin, 'month' | 'content'>): BulletinText => bulletinText(month, content, 'zh-CN');

/** Somebody has written in it, and not gone back to what was counted. */
export const isWritten = ({ writtenBy, text, ...counted }: Pick<Bulletin, 'month' | 'content' | 'writtenBy' | 'text'>): boolean =>
  writtenBy !== undefined && !isSameText(text, countedText(counted));

/** Of departments with long names fewer of those who were absent are named, so that the text fits into the form in which it is edited. */
export function bulletinText(month: Month, content: Content, locale: Locale): BulletinText {
  const text = fullText(month, content, locale);
  const fewer = text.body.length > LONGEST.body ? withFewerNamed(content) : undefined;
  return fewer ? bulletinText(month, fewer, locale) : text;
}

function withFewerNamed({ absent, ...content }: Content): Content | undefined {
  if (!absent || absent.listed.length === 0) return undefined;
  return { ...content, absent: { listed: absent.listed.slice(0, -1), more: absent.more + 1 } };
}

function fullText(month: Month, content: Content, locale: Locale): BulletinText {
  const [period, before] = [periodOf(month), previousPeriod(periodOf(month))];
  const subjects = SUBJECTS.filter((one) => isCounted(content.total, one));
  const names = subjects.map((one) => say(bodyText[one], locale));
  const what = locale === 'en' ? listed(names, ', ', ' and ') : listed(names, '、', '和');
  const compares = subjects.some((one) => isCounted(content.before, one));
  const words = periodWords(period, locale);
  const introduction = [
    say(bodyText.greeting, locale),
    say(sentences.introduction(words, what), locale) + (compares ? say(sentences.compares(periodWords(before, locale)), locale) : ''),
  ];
  return {
    heading: say(sentences.heading(words, what), locale),
    introduction: introduction.join('\n'),
    body: [...sectionsOf(content, locale).map((section, index) => written(section, index, locale)), say(bodyText.closing, locale)].join(
      '\n\n',
    ),
  };
}

const listed = (names: readonly string[], comma: string, and: string): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(comma)}${and}${names.at(-1)}`;

function written({ title, lines }: Section, index: number, locale: Locale): string {
  const number = locale === 'en' ? `${index + 1}. ` : `${ORDINALS[index]}、`;
  return [`${number}${say(title, locale)}`, ...lines].join('\n');
}

function sectionsOf(content: Content, locale: Locale): Section[] {
  const best = (by: ComparedBy): Section => ({ title: bodyText[`best-${by}`], lines: bestLines(content, by, locale) });
  const improved = COMPARED.flatMap((by) => improvedLines(content, by, locale));
  const all: Section[] = [
    { title: bodyText.overall, lines: [...SUBJECTS.flatMap((one) => overallLine(content, one, locale)), ...openLines(content, locale)] },
    best('answers'),
    best('attendance'),
    { title: bodyText.improved, lines: improved },
    { title: bodyText.absent, lines: absentLines(content, locale) },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function overallLine({ total, before }: Content, subject: (typeof SUBJECTS)[number], locale: Locale): string[] {
  if (!isCounted(total, subject)) return [];
  const compares = isCounted(before, subject);
  const figures = SHOWN[subject].map((one) => figure(one, total, compares ? before : undefined, locale));
  return [say(sentences.overall(bodyText[subject], figures), locale)];
}

const openLines = ({ open, checkIns = [] }: Content, locale: Locale): string[] => [
  ...(open ? [say(sentences.open(open.rounds), locale)] : []),
  ...(checkIns.length > 0 ? [say(sentences.checkIns(checkIns.length), locale)] : []),
];

/** 应答 312 人次（+12） */
function figure({ label, of, unit }: Measure, total: Figures, before: Figures | undefined, locale: Locale): string {
  const change = before && changeWords(of(total), of(before), unit, locale);
  const name = locale === 'en' ? label.en.toLowerCase() : label.zh;
  const value = `${name} ${valueWords(of(total), unit)}${unit === 'days' ? say(bodyText.days, locale) : ''}`;
  return change === undefined ? value : say(sentences.change(value, change), locale);
}

const rateWords = (rate: number): string => valueWords(rate, 'rate');
const ofWords = (by: ComparedBy, { of }: Rated, locale: Locale): string => say(ofText[by](of), locale);

function bestLines({ best }: Content, by: ComparedBy, locale: Locale): string[] {
  const { listed: some, same } = best[by];
  const last = some.at(-1);
  if (!last) return [];
  return [
    ...some.map((one) => say(sentences.best(short(one.name), rateWords(one.rate), ofWords(by, one, locale)), locale)),
    ...(same > 0 ? [say(sentences.same(same, rateWords(last.rate)), locale)] : []),
    say(sentences.fewest(FEWEST, by), locale),
  ];
}

const improvedLines = ({ improved }: Content, by: ComparedBy, locale: Locale): string[] =>
  improved[by].map(({ name, now, before }) =>
    say(
      sentences.improved(
        short(name),
        bodyText[`rate-${by}`],
        { rate: rateWords(before.rate), of: ofText[by](before.of) },
        { rate: rateWords(now.rate), of: ofText[by](now.of) },
      ),
      locale,
    ),
  );

/** A line a department, in the order in which the departments come first. */
function absentLines({ absent }: Content, locale: Locale): string[] {
  if (!absent) return [];
  const lines = new Map<string, string[]>();
  for (const { department, dissolved = false, name, times } of absent.listed) {
    const label = departmentName({ name: department, dissolved }, locale);
    lines.set(label, [...(lines.get(label) ?? []), say(sentences.absent(name, times), locale)]);
  }
  const [colon, comma] = locale === 'en' ? [': ', ', '] : ['：', '、'];
  return [
    ...[...lines].map(([label, names]) => `${label}${colon}${names.join(comma)}`),
    ...(absent.more > 0 ? [say(sentences.more(absent.more), locale)] : []),
  ];
}
