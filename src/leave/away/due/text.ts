import type { Text } from '../../../chat/text.js';

export const text = {
  period: { zh: '起止', en: 'From – until' },
  acting: { zh: '代管人', en: 'In charge meanwhile' },
  nobody: { zh: '未指定', en: 'nobody' },
  away: { zh: '同期也不在岗', en: 'away as well' },
  nameAnother: { zh: '另请代管人', en: 'Name somebody else' },
  backOn: { zh: '应返岗', en: 'Due back' },
  member: { zh: '外出人员', en: 'Who is away' },
  department: { zh: '部门', en: 'Department' },
  back: { zh: '销假', en: 'I am back' },
  change: { zh: '延长或变更', en: 'Extend or change' },
  view: { zh: '查看', en: 'View' },
  another: { zh: '代管人不能代管，请另行安排。', en: 'They can’t be in charge; please find somebody else.' },
  unanswered: { zh: '代管人还没有答复，请先联系确认。', en: 'They have not answered yet; please ask them.' },
  howBack: {
    zh: '返岗当天请点“销假”。还没有返岗的，请点“延长或变更”重新报批。',
    en: 'Please report back on the day you return. If you are not back yet, ask for an extension.',
  },
} as const satisfies Record<string, Text>;

export const sentences = {
  before: (kind: Text, on: string): Text => ({ zh: `提醒：你的${kind.zh}从 ${on} 开始`, en: `Your ${lower(kind)} begins on ${on}` }),
  begin: (name: string, kind: Text): Text => ({
    zh: `${name}${kind.zh}期间由你代管`,
    en: `You are in charge during ${name}’s ${lower(kind)}`,
  }),
  return: (kind: Text): Text => ({ zh: `你的${kind.zh}已经结束，请销假`, en: `Your ${lower(kind)} is over; please report back` }),
  nudge: (kind: Text, on: string): Text => ({
    zh: `你的${kind.zh}应于 ${on} 返岗，还没有销假`,
    en: `You were due back from your ${lower(kind)} on ${on}, and have not reported back`,
  }),
  approver: (name: string, kind: Text, on: string): Text => ({
    zh: `${name}的${kind.zh}应于 ${on} 返岗，至今没有销假`,
    en: `${name} was due back from their ${lower(kind)} on ${on}, and has not reported back`,
  }),
} as const;

const lower = ({ en }: Text): string => en.toLowerCase();
