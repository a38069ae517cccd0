import type { Text } from '../../chat/text.js';
import type { MissedReason } from '../../schedule/due.js';

/** What became of its schedule before it could be sent. */
export type GivenUpReason = 'changed' | 'paused' | 'removed';
/**
 * Why an occurrence was not sent. `prompts-gone`: the file of its prompts is no longer in prompts/; `audience-empty`: there is nobody in its
 * audience; `in-meeting`: a bureau-wide meeting took all of its time; `closes-too-early`: when it could be sent, less was left than it takes to reach people.
 */
export type NotSentReason = MissedReason | GivenUpReason | 'prompts-gone' | 'audience-empty' | 'in-meeting' | 'closes-too-early';
export const missedText = {
  'window-over': { zh: '程序停止期间已过截止时间', en: 'its time was over before the program ran again' },
  superseded: { zh: '已有更新的一次推送', en: 'a newer round of the same schedule took its place' },
  'prompts-gone': {
    zh: '它的题目已不在 prompts 文件夹中，请放回，或为这项计划另选题目',
    en: 'its prompts are no longer in the folder prompts; please put them back, or choose others for the schedule',
  },
  'audience-empty': {
    zh: '范围内没有可以推送的人，请核对计划的范围',
    en: 'there is nobody in its audience; please check the audience of the schedule',
  },
  'in-meeting': { zh: '整个作答时间内都有全局性会议', en: 'a bureau-wide meeting took all of its time' },
  'closes-too-early': {
    zh: '能够发出时离截止时间太近，已来不及送达',
    en: 'when it could be sent, its time was too nearly over to reach people',
  },
  changed: { zh: '发出之前推送计划已改了时间', en: 'its schedule was given other times before it could be sent' },
  paused: { zh: '发出之前推送计划已暂停', en: 'its schedule was paused before it could be sent' },
  removed: { zh: '发出之前推送计划已删除', en: 'its schedule was removed before it could be sent' },
} as const satisfies Record<NotSentReason, Text>;
