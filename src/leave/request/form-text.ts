import { counted, type Text } from '../../chat/text.js';

export const formText = {
  newTitle: { zh: '请假申请', en: 'Ask for leave' },
  changeTitle: { zh: '变更申请', en: 'Change the request' },
  behalfTitle: { zh: '代为登记', en: 'Enter for somebody' },
  checkTitle: { zh: '请核对', en: 'Please check' },
  ownTitle: { zh: '请假申请', en: 'Request for leave' },
  listTitle: { zh: '我的申请', en: 'My requests' },
  backTitle: { zh: '销假', en: 'Report back' },
  actingTitle: { zh: '另请代管人', en: 'Who is in charge' },
  next: { zh: '下一步', en: 'Next' },
  submit: { zh: '提交', en: 'Submit' },
  close: { zh: '取消', en: 'Cancel' },
  closeView: { zh: '关闭', en: 'Close' },
  back: { zh: '返回修改', en: 'Back' },
  member: { zh: '为谁登记', en: 'For whom' },
  kind: { zh: '类别', en: 'Kind' },
  from: { zh: '开始日期', en: 'From' },
  fromHalf: { zh: '从', en: 'From the' },
  until: { zh: '结束日期', en: 'Until' },
  untilHalf: { zh: '到（含）', en: 'Until the end of the' },
  destinationHint: { zh: '出差必须填写，其他类别可以不填', en: 'Needed for a trip, not for other kinds' },
  reasonHint: { zh: '除年休假外必须填写', en: 'Needed for anything but annual leave' },
  acting: { zh: '代管人', en: 'In charge meanwhile' },
  actingHint: {
    zh: '部门领导和分管领导必填，补办已经结束的不用填。提交后会征求对方意见。',
    en: 'Needed where you head a department or are in charge of one, unless it is over. They are asked once it is submitted.',
  },
  attachmentsHint: { zh: '每行一份：名称和链接，以空格隔开', en: 'One a line: a title, a space, a link' },
  search: { zh: '输入姓名或部门', en: 'Type a name or department' },
  unclear: { zh: '请核对下面几处', en: 'Please check these' },
  privacy: {
    zh: '事由、去向和电话只有你和办理的人能看到，每次查看都有记录。',
    en: 'Only you and those who settle it see reason, destination and phone. Each look is recorded.',
  },
  fillIn: { zh: '填写申请', en: 'Fill in the request' },
  fillInHint: { zh: '请在表单里核对后提交。', en: 'Please check it in the form before it is submitted.' },
  days: { zh: '工作日', en: 'Working days' },
  balance: { zh: '年休假余额', en: 'Annual leave left' },
  decides: { zh: '审批和办理', en: 'Who decides, and what follows' },
  afterApproval: { zh: '（同意后）', en: ' (once approved)' },
  superior: { zh: '上级机关（由办公室登记批复）', en: 'the superior organ (the office enters its reply)' },
  meetings: { zh: '与下列全局性会议冲突，需要另外请假', en: 'It falls on these bureau-wide meetings; please ask to be excused' },
  alsoAway: { zh: '同期不在岗', en: 'Away at the same time' },
  earlier: { zh: '最近的申请', en: 'Earlier requests' },
  replaces: { zh: '原申请', en: 'Instead of' },
  untilApproved: { zh: '（批准前仍然有效）', en: ' (stands until this is approved)' },
  backOn: { zh: '从哪天起返岗', en: 'First day back at work' },
  backHalf: { zh: '从', en: 'From the' },
  backHint: { zh: '提前返岗的，未休的天数退回。', en: 'Where it is earlier, the days that were not used are given back.' },
  backEarlyHint: { zh: '提前返岗的，返岗以后不再计入请假天数。', en: 'Where it is earlier, the days from then on are not counted.' },
  mine: { zh: '我的请假', en: 'My leave' },
  none: { zh: '还没有申请。', en: 'There is no request yet.' },
  all: { zh: '全部申请', en: 'All requests' },
  behalf: { zh: '代为登记', en: 'Enter for somebody' },
  submitted: { zh: '已提交，审批结果会通知你。', en: 'Submitted. You will be told what is decided.' },
  entered: { zh: '已登记，并请本人确认。', en: 'Entered; the member is asked to confirm it.' },
  withdrawn: { zh: '已撤回。', en: 'Withdrawn.' },
  reported: { zh: '已销假。', en: 'Noted that you are back.' },
  reportedLate: { zh: '已销假，返岗晚于批准的时间。', en: 'Noted that you are back, later than had been approved.' },
  confirmed: { zh: '已确认。', en: 'Confirmed.' },
  accepted: { zh: '已记下，谢谢。', en: 'Noted, thank you.' },
  declined: { zh: '已记下，并告知申请人。', en: 'Noted; the applicant is told.' },
  actingAsked: { zh: '已征求对方意见。', en: 'They are asked.' },
  noneToReport: { zh: '目前没有需要销假的申请。', en: 'There is no leave to report back from.' },
  previous: { zh: '上一页', en: 'Newer' },
  following: { zh: '下一页', en: 'Older' },
} as const satisfies Record<string, Text>;

export const formSentences = {
  short: (left: string, needed: string): Text => ({
    zh: `年休假天数不够：还有 ${left}，这次要 ${needed}。`,
    en: `There is not enough annual leave: ${left} left, ${needed} needed.`,
  }),
  overlaps: (kind: string, period: string, state: string): Text => ({
    zh: `与已有的另一份申请时间重叠：${kind}，${period}（${state}）。`,
    en: `It overlaps another request that has been made: ${kind.toLowerCase()}, ${period} (${state.toLowerCase()}).`,
  }),
  balance: (year: number, before: string, after: string): Text => ({
    zh: `${year}年：${before} → ${after}`,
    en: `${year}: ${before} → ${after}`,
  }),
  /** `on`: the last day on which they may be taken. */
  lapses: (on: string): Text => ({
    zh: `上年结转的天数到${on}为止，不能用于之后的日子，余额中没有计入。`,
    en: `Days carried over lapse after ${on} and do not count for leave after it.`,
  }),
  ofYear: (year: number, days: string): Text => ({ zh: `${year}年 ${days}`, en: `${days} in ${year}` }),
  forMember: (name: string, until: string): Text => ({
    zh: `代${name}登记。提交后请本人在${until}前确认。`,
    en: `Entered for ${name}, who is asked to confirm it before ${until}.`,
  }),
  changing: (kind: string, period: string): Text => ({
    zh: `原申请：${kind}，${period}。批准前原申请仍然有效。`,
    en: `The request as it stands: ${kind.toLowerCase()}, ${period}. It stands until the change is approved.`,
  }),
  submittingAnew: (kind: string, period: string): Text => ({
    zh: `原申请：${kind}，${period}。提交后由新的申请替代。`,
    en: `The request so far: ${kind.toLowerCase()}, ${period}. The new one takes its place.`,
  }),
  returnedBy: (name: string, at: string): Text => ({ zh: `${name}于${at}退回：`, en: `Returned by ${name} on ${at}:` }),
  /** `name`: undefined where it is whoever reads it. */
  bothAway: (department: string, name: string | undefined, other: string): Text => ({
    zh: `${name ?? '你'}和${other}是${department}排名前两位的人员，同期都不在岗，请慎重安排。`,
    en: `${name ?? 'You'} and ${other} hold the two top posts of ${department}, and both would be away at the same time.`,
  }),
  headAway: (name: string, period: string): Text => ({
    zh: `${name}（部门领导）　${period}`,
    en: `${name} (head of department), ${period}`,
  }),
  /** `by`: undefined where it is whoever reads it. */
  standsIn: (name: string, period: string, by: string | undefined): Text => ({
    zh: `${name}　${period}，由${by ?? '你'}代管`,
    en: `${name}, ${period}: ${by === undefined ? 'you are' : `${by} is`} in charge for them`,
  }),
  away: (name: string, period: string): Text => ({ zh: `${name}　${period}`, en: `${name}, ${period}` }),
  line: (kind: string, period: string, state: string): Text => ({
    zh: `${kind}　${period}　${state}`,
    en: `${kind}, ${period}: ${state.toLowerCase()}`,
  }),
  unconfirmedNudge: (kind: string, period: string): Text => ({
    zh: `他人代你登记的${kind}（${period}）确认期限已过，你还没有确认。请确认；有出入的，请变更或撤回。`,
    en: `The time for confirming what was entered for you is over: ${kind.toLowerCase()}, ${period}. Please confirm it; if something is wrong, change or withdraw it.`,
  }),
  unconfirmedBy: (name: string, kind: string, period: string): Text => ({
    zh: `你代${name}登记的${kind}（${period}）本人逾期未确认，请提醒。`,
    en: `${name} has not confirmed in time what you entered: ${kind.toLowerCase()}, ${period}. Please remind them.`,
  }),
  actingDeclined: (name: string, kind: string, period: string): Text => ({
    zh: `${name}不能在你${kind}期间（${period}）代管工作，请另请代管人。`,
    en: `${name} can’t be in charge while you are away (${kind.toLowerCase()}, ${period}). Please name somebody else.`,
  }),
  actingAway: (name: string, kind: string, period: string): Text => ({
    zh: `${name}在你${kind}期间（${period}）也将不在岗，请另请代管人。`,
    en: `${name} will be away as well while you are (${kind.toLowerCase()}, ${period}). Please name somebody else to be in charge.`,
  }),
  moreWaiting: (more: number): Text => ({
    zh: `还有 ${more} 份等你处理，见“全部申请”。`,
    en: `${counted(more, 'more of your requests waits', 'more of your requests wait')} for you; see All requests.`,
  }),
  page: (first: number, last: number): Text => ({ zh: `第 ${first}–${last} 份`, en: `${first}–${last}` }),
} as const;
