import type { Text } from '../../../chat/text.js';

export const text = {
  time: { zh: '时间', en: 'Time' },
  leave: { zh: '你的请假', en: 'Your leave' },
  reason: { zh: '会议请假原因', en: 'Reason that will be given' },
  submit: { zh: '提交会议请假', en: 'Ask to be excused' },
  fillIn: { zh: '另行填写', en: 'Write it myself' },
  how: {
    zh: '会议请假已经备好，点“提交会议请假”即交组织部门决定；要写代会人或其他原因的，点“另行填写”。不提交的，按应到会统计。',
    en: 'A request is ready: one press sends it to the organizers. To name a substitute or another reason, write it yourself. Without it you are expected there.',
  },
  late: {
    zh: '已过请假截止时间，提交后记为迟交。',
    en: 'The deadline for absence requests is over; it will be recorded as late.',
  },
  submitted: { zh: '会议请假已经提交，等组织部门决定。', en: 'You have asked to be excused; the organizers decide.' },
  approved: { zh: '会议请假已同意。', en: 'You are excused from it.' },
  refused: {
    zh: '会议请假未同意，请按时参会。理由见会议请假的卡片。',
    en: 'Your request to be excused was refused; you are expected. The card of the request has the reason.',
  },
  undecided: { zh: '开会前没有决定，会议请假按未同意处理。', en: 'Nobody decided before the start, so your request counts as refused.' },
  asked: {
    zh: '会议已改期，请在会议请假的卡片上确认是否仍需请假。',
    en: 'The meeting was moved; please say on the card of your request whether you still can’t come.',
  },
  settled: { zh: '会议与请假已不冲突，不用办理会议请假。', en: 'The meeting and your leave no longer overlap; nothing needs to be done.' },
  'no-overlap': {
    zh: '这次会议与你的请假已不冲突，没有提交。',
    en: 'This meeting and your leave no longer overlap, so nothing was sent.',
  },
} as const satisfies Record<string, Text>;

export const sentences = {
  overlap: (title: string, kind: Text): Text => ({
    zh: `“${title}”在你的${kind.zh}期间`,
    en: `“${title}” is during your ${kind.en.toLowerCase()}`,
  }),
} as const;
