import type { Text } from '../../chat/text.js';

export const text = {
  help: {
    zh: '自己的请假和出差；后面写上日期和事由即可填好申请，如：请假 下周一年休假',
    en: 'your leave and trips; write when and why after it to fill in a request, such as: leave Dec 7 to 11 family visit',
  },
  helpTrip: { zh: '申请出差，如：出差 下周一到周三去西安', en: 'ask for a business trip, such as: trip next Monday to Wednesday to Xi’an' },
  helpAnnual: { zh: '申请年休假，如：年休假 12月7日至11日', en: 'ask for annual leave, such as: annual Dec 7 to 11' },
  helpBack: { zh: '告知已经返岗', en: 'report back from leave' },
  view: { zh: '查看', en: 'View' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  withdrawTitle: { zh: '撤回申请', en: 'Withdraw the request' },
  withdrawText: {
    zh: '撤回后不再办理，正在审批的变更也一并撤回，已经告知的人都能看到。',
    en: 'It goes no further, nor does a change of it that still waits; everybody who was told of it sees that.',
  },
  keep: { zh: '不撤回', en: 'Keep it' },
  change: { zh: '变更', en: 'Change' },
  resubmit: { zh: '修改后重新提交', en: 'Change and submit again' },
  back: { zh: '销假', en: 'Report back' },
  confirm: { zh: '确认', en: 'Confirm' },
  accept: { zh: '同意代管', en: 'I will' },
  decline: { zh: '不能代管', en: 'I can’t' },
  declineTitle: { zh: '不能代管', en: 'Decline' },
  declineText: { zh: '会告知申请人，不能改回。', en: 'The applicant is told, and it can’t be taken back.' },
  keepAccepting: { zh: '返回', en: 'Back' },
  nameAnother: { zh: '另请代管人', en: 'Name somebody else' },
  kind: { zh: '类别', en: 'Kind' },
  period: { zh: '时间', en: 'When' },
  days: { zh: '工作日', en: 'Working days' },
  applicant: { zh: '申请人', en: 'Applicant' },
  acting: { zh: '代管人', en: 'In charge meanwhile' },
  requested: { zh: '提出时间', en: 'Asked' },
  state: { zh: '状态', en: 'State' },
  returned: { zh: '返岗', en: 'Back at work' },
  progress: { zh: '办理情况', en: 'Progress' },
  late: { zh: '补办：提出时已经开始', en: 'Made good: it had begun when it was asked for' },
  resubmitted: { zh: '退回后重新提交。', en: 'Submitted again after it was returned.' },
  privacy: {
    zh: '事由、去向和电话不显示在卡片上，见“查看”。',
    en: 'Reason, destination and phone do not stand on this card. Press View.',
  },
} as const satisfies Record<string, Text>;

export const sentences = {
  own: (kind: string, period: string): Text => ({ zh: `${kind}：${period}`, en: `${kind}: ${period}` }),
  changes: (kind: string, period: string, days: string): Text => ({
    zh: `这是对原申请的变更。原申请：${kind}，${period}，${days}，在变更批准前仍然有效。`,
    en: `This changes an earlier request, which stands until the change is approved: ${kind.toLowerCase()}, ${period}, ${days}.`,
  }),
  enteredBy: (name: string): Text => ({ zh: `由${name}代为登记`, en: `Entered by ${name}` }),
  confirmUntil: (name: string, until: string): Text => ({
    zh: `${name}代你登记了这份申请。请在${until}前确认；有出入的，请变更或撤回。`,
    en: `${name} entered this request for you. Please confirm it before ${until}; if something is wrong, change or withdraw it.`,
  }),
  confirmOver: (name: string, until: string): Text => ({
    zh: `${name}代你登记了这份申请，时间已过。请在${until}前确认，确认后即视为按期返岗，不用另行销假；有出入的，请变更或撤回。`,
    en: `${name} entered this request for you, when it was over. Please confirm it before ${until}; that also says that you were back in time. If something is wrong, change or withdraw it.`,
  }),
  unconfirmed: (until: string): Text => ({ zh: `本人尚未确认（${until}前）`, en: `The member has not confirmed it yet (due ${until})` }),
  asksActing: (name: string, kind: string): Text => ({
    zh: `${name}${kind}，请你代管工作`,
    en: `${name} asks you to be in charge meanwhile (${kind.toLowerCase()})`,
  }),
  actingOff: (name: string, kind: string, period: string): Text => ({
    zh: `不用再为${name}代管工作（${kind}，${period}）。`,
    en: `You need not be in charge for ${name} any more (${kind.toLowerCase()}, ${period}).`,
  }),
  actingElsewhere: (name: string, kind: string, period: string): Text => ({
    zh: `这份申请（${kind}，${period}）不再有效；你为${name}代管的安排，以另一份申请为准。`,
    en: `This request (${kind.toLowerCase()}, ${period}) no longer stands; you are to be in charge for ${name} as another request says.`,
  }),
  actingOver: (name: string, kind: string, period: string): Text => ({
    zh: `${name}的${kind}（${period}）已销假，这次代管结束。`,
    en: `${name} has reported back (${kind.toLowerCase()}, ${period}); you are no longer in charge for it.`,
  }),
} as const;
