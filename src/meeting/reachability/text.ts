import { counted, type Text } from '../../chat/text.js';
import type { ReachabilityRefusal } from './check.js';

export const text = {
  help: { zh: '查看此刻谁联系得上（办公室）', en: 'who can be reached now (the office)' },
  title: { zh: '在岗抽查', en: 'Reachability check' },
  none: { zh: '还没有做过在岗抽查。', en: 'No check has been made yet.' },
  start: { zh: '发起抽查', en: 'New check' },
  next: { zh: '下一步', en: 'Next' },
  send: { zh: '开始抽查', en: 'Start' },
  close: { zh: '取消', en: 'Cancel' },
  who: { zh: '抽查范围', en: 'Among whom' },
  everybody: { zh: '全局人员', en: 'The whole bureau' },
  departments: { zh: '只查这些部门', en: 'Only these departments' },
  departmentsHint: { zh: '不选即为全部部门', en: 'Left empty: all of them' },
  searchDepartments: { zh: '输入部门名称', en: 'Type a department' },
  size: { zh: '抽查人数', en: 'How many' },
  sizeHint: { zh: '随机抽取这么多人；不填即为范围内全部人员', en: 'So many are drawn at random; left empty: everybody' },
  excluded: { zh: '不抽查的人员', en: 'Left out' },
  excludedHint: { zh: '已经批准请假、出差的人员不必选', en: 'Those on approved leave are left out anyway' },
  searchMembers: { zh: '输入姓名或部门', en: 'Type a name or department' },
  minutes: { zh: '应答时限', en: 'Time to answer' },
  rule: {
    zh: '只询问此刻应当保持联系的人员：规定职级及以上任何时候，其余人员工作时间。',
    en: 'Only those who have to be reachable now are asked: from a certain rank on at any hour, others in working hours.',
  },
  here: { zh: '在岗', en: 'I am here' },
  nothingToAnswer: {
    zh: '目前没有等你应答的在岗抽查；过了应答时限的，不再计入。',
    en: 'No reachability check waits for your answer; what came after its time is not counted.',
  },
  until: { zh: '请在此之前应答', en: 'Please answer by' },
  view: { zh: '查看', en: 'View' },
  notYetAnswered: { zh: '尚未应答', en: 'Not answered yet' },
  notAnswered: { zh: '未应答', en: 'Not answered' },
  notDelivered: { zh: '未送达', en: 'Not delivered' },
  department: { zh: '部门', en: 'Department' },
  asked: { zh: '询问', en: 'Asked' },
  answered: { zh: '应答', en: 'Answered' },
  median: { zh: '中位用时', en: 'Median time' },
  longest: { zh: '最长用时', en: 'Longest' },
  total: { zh: '合计', en: 'Total' },
  started: { zh: '抽查已开始，结果会随时更新在发给你的卡片上。', en: 'The check has started; the card sent to you shows how it goes.' },
  rangeChanged: { zh: '人数有变化，请核对后再开始。', en: 'The number has changed; please check it before you start.' },
  open: { zh: '正在进行', en: 'Under way' },
  closed: { zh: '已结束', en: 'Over' },
} as const satisfies Record<string, Text>;

export const refusalText = {
  'right-missing': { zh: '在岗抽查由办公室负责，你没有这项权限。', en: 'Reachability checks are the office’s; you have no right to them.' },
  nobody: {
    zh: '这个范围里此刻没有应当保持联系的人员，请改变范围。',
    en: 'Nobody in this range has to be reachable now; please choose another.',
  },
  'size-wrong': { zh: '请填写 1 以上的整数，或不填。', en: 'Please give a whole number from 1 on, or leave it empty.' },
  'too-short': {
    zh: '应答时限太短：每分钟约能询问 300 人。请选更长的时限，或减少人数。',
    en: 'This is too short: about 300 people can be asked a minute. Please give more time, or ask fewer people.',
  },
  'too-many': { zh: '选择的部门或人员过多，请减少。', en: 'Too many departments or people are chosen; please choose fewer.' },
  'range-changed': { zh: '应询问的人数有变化，请重新发起。', en: 'The number of people to be asked has changed; please start again.' },
  'started-already': { zh: '这次抽查已经开始，没有重复发出。', en: 'This check has started already; nothing was sent twice.' },
  'check-unknown': { zh: '没有找到这次抽查。', en: 'This check was not found.' },
  'not-asked': { zh: '这次抽查没有询问你。', en: 'You were not asked in this check.' },
  over: { zh: '应答时限已过，这次未能计入。', en: 'The time to answer is over; this one is not counted.' },
} as const satisfies Record<ReachabilityRefusal, Text>;

const duration = (ms: number): Text => {
  const seconds = Math.round(ms / 1000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes === 0) return { zh: `${rest} 秒`, en: `${rest} s` };
  return rest === 0 ? { zh: `${minutes} 分`, en: `${minutes} min` } : { zh: `${minutes} 分 ${rest} 秒`, en: `${minutes} min ${rest} s` };
};

export const sentences = {
  duration,
  asks: { zh: '请点“在岗”应答。', en: 'Please press “I am here”.' } satisfies Text,
  answeredAt: (at: string, took: Text): Text => ({ zh: `已应答（${at}，用时 ${took.zh}）。`, en: `Answered (${at}, within ${took.en}).` }),
  closedUnanswered: (at: string): Text => ({
    zh: `在岗抽查已于 ${at} 结束，你没有应答。`,
    en: `The reachability check ended at ${at}; you did not answer.`,
  }),
  willAsk: (n: number, of: number): Text => ({
    zh: n === of ? `将询问 ${n} 人` : `将从 ${of} 人中随机询问 ${n} 人`,
    en: n === of ? `${n} will be asked` : `${n} of ${of}, drawn at random, will be asked`,
  }),
  leftOut: (n: number): Text => ({
    zh: `范围内另有 ${n} 人此刻不在规定的联系时间，不询问`,
    en: `${counted(n, 'more in this range need not be reachable now and is', 'more in this range need not be reachable now and are')} not asked`,
  }),
  offDutySoon: (n: number): Text => ({
    zh: `应答结束前就到下班时间的有 ${n} 人，未应答的仍会列出；可以改用更短的应答时限`,
    en: `${n} of them need not be reachable until the end; whoever does not answer is listed all the same, so consider a shorter time`,
  }),
  onLeave: (n: number): Text => ({
    zh: `范围内另有 ${n} 人请假、出差，不询问`,
    en: `${counted(n, 'more in this range is', 'more in this range are')} on leave and not asked`,
  }),
  wereOnLeave: (n: number): Text => ({
    zh: `另有 ${n} 人请假、出差，未询问。`,
    en: `${counted(n, 'more was', 'more were')} on leave and not asked.`,
  }),
  moreDepartments: (n: number): Text => ({ zh: `另有 ${n} 个部门。`, en: `And ${counted(n, 'more department')}.` }),
  minutes: (n: number): Text => ({ zh: `${n} 分钟`, en: `${n} minutes` }),
  report: (answered: number, asked: number): Text => ({
    zh: `在岗抽查：应答 ${answered} / ${asked}`,
    en: `Reachability check: ${answered} of ${asked} answered`,
  }),
} as const;
