import { counted, type Text } from '../../chat/text.js';
import type { ComparedBy } from './bulletin.js';

/** The words of the bulletin itself. */
export const bodyText = {
  greeting: { zh: '各部门、各单位：', en: 'To all departments and units:' },
  prompts: { zh: '作答', en: 'answers' },
  meetings: { zh: '到会', en: 'attendance' },
  leave: { zh: '请假', en: 'leave' },
  overall: { zh: '总体情况', en: 'Overall' },
  'best-answers': { zh: '作答率较高的部门', en: 'Departments with high answer rates' },
  'best-attendance': { zh: '到会率较高的部门', en: 'Departments with high attendance' },
  'rate-answers': { zh: '作答率', en: 'answer rate' },
  'rate-attendance': { zh: '到会率', en: 'attendance' },
  improved: { zh: '进步较大的部门', en: 'Departments that improved most' },
  absent: { zh: '未经请假缺席会议的人员', en: 'Absent from meetings without leave' },
  days: { zh: ' 天', en: '' },
  closing: {
    zh: '请各部门、各单位继续按时作答、按时参加会议；因事不能参加会议的，请事先请假。',
    en: 'Please continue to answer and to attend on time, and ask for leave beforehand when you cannot come to a meeting.',
  },
} as const satisfies Record<string, Text>;

export const ofText: Readonly<Record<ComparedBy, (n: number) => Text>> = {
  answers: (n) => ({ zh: `应答 ${n} 人次`, en: `${n} asked` }),
  attendance: (n) => ({ zh: `应到 ${n} 人次`, en: `${n} expected` }),
};

const FEW: Readonly<Record<ComparedBy, (n: number) => Text>> = {
  answers: (n) => ({ zh: `当月应答不足 ${n} 人次的部门不列入比较。`, en: `Departments with fewer than ${n} asks are not compared.` }),
  attendance: (n) => ({
    zh: `当月应到不足 ${n} 人次的部门不列入比较。`,
    en: `Departments with fewer than ${n} invitations are not compared.`,
  }),
};

type Then = { readonly rate: string; readonly of: Text };

export const sentences = {
  heading: (month: string, what: string): Text => ({ zh: `关于${month}${what}情况的通报`, en: `Bulletin for ${month}: ${what}` }),
  introduction: (month: string, what: string): Text => ({
    zh: `现将${month}全局${what}情况通报如下。`,
    en: `These are the bureau’s figures for ${month}: ${what}.`,
  }),
  compares: (month: string): Text => ({ zh: `括号内为与${month}相比的增减。`, en: ` In brackets: the change from ${month}.` }),
  overall: (subject: Text, figures: readonly string[]): Text => ({
    zh: `${subject.zh}：${figures.join('，')}。`,
    en: `${subject.en.charAt(0).toUpperCase()}${subject.en.slice(1)}: ${figures.join(', ')}.`,
  }),
  open: (n: number): Text => ({
    zh: `另有 ${n} 次推送尚未截止，未计入。`,
    en: `${counted(n, 'more round is', 'more rounds are')} still open and not counted.`,
  }),
  checkIns: (n: number): Text => ({
    zh: `另有 ${n} 次会议的签到尚未结束，未计入。`,
    en: `${counted(n, 'more meeting is', 'more meetings are')} still being checked in to and not counted.`,
  }),
  change: (value: string, change: string): Text => ({ zh: `${value}（${change}）`, en: `${value} (${change})` }),
  best: (name: string, rate: string, of: string): Text => ({ zh: `${name}　${rate}（${of}）`, en: `${name}: ${rate} (${of})` }),
  same: (n: number, rate: string): Text => ({ zh: `另有 ${n} 个部门同为 ${rate}。`, en: `${counted(n, 'more department')} at ${rate}.` }),
  fewest: (n: number, by: ComparedBy): Text => FEW[by](n),
  improved: (name: string, what: Text, before: Then, now: Then): Text => ({
    zh: `${name}　${what.zh}由 ${before.rate}（${before.of.zh}）提高到 ${now.rate}（${now.of.zh}）`,
    en: `${name}: ${what.en} up from ${before.rate} (${before.of.en}) to ${now.rate} (${now.of.en})`,
  }),
  absent: (name: string, times: number): Text => ({ zh: `${name}（${times} 次）`, en: `${name} (${counted(times, 'time')})` }),
  more: (n: number): Text => ({ zh: `另有 ${n} 人未列出。`, en: `${counted(n, 'more person is', 'more people are')} not listed.` }),
} as const;
