import { counted, type Text } from '../../chat/text.js';

export const text = {
  nudge: { zh: '提醒未作答人员', en: 'Remind those who have not answered' },
  title: { zh: '提醒未作答人员', en: 'Remind people' },
  yes: { zh: '提醒', en: 'Remind' },
  no: { zh: '返回', en: 'Back' },
  nobody: {
    zh: '现在没有可以提醒的人：都已作答，或已过作答时间。',
    en: 'There is nobody to remind: all have answered, or the time is over.',
  },
  nobodyElse: { zh: '现在没有可以提醒的人。', en: 'There is nobody to remind.' },
} as const satisfies Record<string, Text>;

export const sentences = {
  confirm: (n: number): Text => ({
    zh: `当前范围内有 ${n} 人次还没有作答、仍可作答，将各发一条提醒，写明由你提醒。请假外出的不提醒；领导当天已提醒过同一项内容的，不重复提醒。`,
    en: `${counted(n, 'answer')} can still be given in this scope; each gets a reminder with your name. Nobody on leave is reminded, and nobody whom a leader has had reminded of the same that day.`,
  }),
  sent: (n: number): Text => ({ zh: `已提醒 ${n} 人次。`, en: `${counted(n, 'reminder')} sent.` }),
  later: (n: number, when: string): Text => ({
    zh: `现在不在工作时间，将于${when}提醒 ${n} 人次；在此之前作答的不再提醒。`,
    en: `It is outside working hours: ${counted(n, 'reminder')} will go out ${when}, to nobody who answers before.`,
  }),
  inMeeting: (n: number): Text => ({
    zh: `${n} 人次因全局性会议，改在会后的工作时间提醒；那时已截止或已作答的，不再提醒。`,
    en: `${counted(n, 'reminder waits', 'reminders wait')} for the end of a bureau-wide meeting and for working hours; whoever has answered by then, or can’t any more, gets none.`,
  }),
  already: (n: number): Text => ({
    zh: `${n} 人次当天已提醒过，没有重复提醒。`,
    en: `${counted(n, 'reminder')} had gone out that day already.`,
  }),
  tooLate: (n: number, when: string): Text => ({
    zh: `${n} 人次在${when}以前截止，来不及提醒。`,
    en: `${counted(n, 'answer is', 'answers are')} due before ${when}, too soon for a reminder.`,
  }),
  own: (n: number): Text => ({ zh: `你本人还有 ${n} 次没有作答。`, en: `You have ${counted(n, 'answer')} to give yourself.` }),
  left: (n: number): Text => ({
    zh: `${n} 人次没有作答的人员已不在花名册上。`,
    en: `${counted(n, 'answer is', 'answers are')} missing from people who are no longer on the roster.`,
  }),
  unasked: (n: number): Text => ({
    zh: `${n} 人次的推送还没有送达，没有提醒。`,
    en: `${counted(n, 'prompt has', 'prompts have')} not reached people yet; they get no reminder.`,
  }),
  off: (n: number): Text => ({
    zh: `${n} 人次的聊天账号已停用，没有提醒。`,
    en: `${counted(n, 'answer is', 'answers are')} missing from people whose chat account is switched off; they get no reminder.`,
  }),
  away: (n: number): Text => ({
    zh: `${n} 人次正在请假外出，没有提醒。`,
    en: `${counted(n, 'person on leave was', 'people on leave were')} left alone.`,
  }),
} as const;
