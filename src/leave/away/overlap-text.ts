import type { Text } from '../../chat/text.js';

export const text = {
  title: { zh: '会议在你请假期间', en: 'A meeting during your leave' },
  meeting: { zh: '会议', en: 'Meeting' },
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
