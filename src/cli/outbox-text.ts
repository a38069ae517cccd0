import type { Text } from '../chat/text.js';
import type { outboxDepth } from '../delivery/depth.js';
import type { OutboxState } from '../delivery/tables.js';
import type { Cared } from '../delivery/undelivered.js';

export const stateText = {
  pending: { zh: '待发', en: 'pending' },
  sending: { zh: '发送中或待核实', en: 'sending or being looked for' },
  sent: { zh: '已送达', en: 'sent' },
  refused: { zh: '被拒收', en: 'refused' },
  expired: { zh: '过时未发', en: 'expired' },
  unknown: { zh: '不明，已暂停', en: 'in doubt, held' },
} as const satisfies Record<OutboxState, Text>;

export const listHelp = {
  outbox: { zh: '待发消息：查看没有送达的，重发或放弃', en: 'the outbox: what did not arrive; retry or drop it' },
  list: { zh: '列出没有送达的消息，不显示内容', en: 'list what did not arrive, without its content' },
  state: { zh: '列出哪些状态的消息', en: 'in which states' },
  before: { zh: '只列编号小于它的', en: 'only ids below this one' },
  limit: { zh: '最多列出多少条', en: 'at most so many' },
} as const satisfies Record<string, Text>;

export type Depth = Awaited<ReturnType<typeof outboxDepth>>;

export const listText = {
  depth: ({ pending, sending, refused, unknown, expired }: Depth): Text => ({
    zh: `待发 ${pending}，发送中 ${sending}，被拒收 ${refused}，不明 ${unknown}，过时未发 ${expired}`,
    en: `${pending} pending, ${sending} sending, ${refused} refused, ${unknown} in doubt, ${expired} expired`,
  }),
  none: { zh: '没有这样的消息。', en: 'There is no such message.' },
  expired: (n: number): Text => ({
    zh: `另有 ${n} 条过时未发，加 --state expired 可列出。`,
    en: `${n === 1 ? 'One more has' : `${n} more have`} expired: --state expired lists ${n === 1 ? 'it' : 'them'}.`,
  }),
  noneFailed: { zh: '没有被拒收或不明的消息。', en: 'No message was refused or is in doubt.' },
  tooLate: (moment: string): Text => ({
    zh: `到 ${moment} 还没能发出，不再补发`,
    en: `could not be sent by ${moment}; it is not sent late`,
  }),
  allArrived: { zh: '没有未送达的消息。', en: 'No message is undelivered.' },
  head: { zh: '编号\t时间\t状态\t收件人\t种类\t次数\t原因', en: 'Id\tWhen\tState\tTo\tKind\tAttempts\tWhy' },
  more: (last: number): Text => ({ zh: `还有更多；续看请加 --before ${last}`, en: `There are more: --before ${last}` }),
} as const;

export const careHelp = {
  retry: { zh: '重发；是否送达不明的，先查找，确实没有才再发', en: 'send again; what is in doubt is looked for first' },
  drop: { zh: '放弃，删除内容；没有送达的记录保留', en: 'give up and delete the content; that it did not arrive stays on record' },
  ids: { zh: '消息编号，见 siwen outbox list', en: 'ids, as siwen outbox list shows them' },
  all: { zh: '全部', en: 'all of them' },
  state: { zh: '与 --all 同用：只选这些状态', en: 'with --all: only in these states' },
  which: { zh: '请写明消息编号，或用 --all 选全部（两者选一）。', en: 'Give ids, or --all, but not both.' },
} as const satisfies Record<string, Text>;

const done = {
  retry: (n: number): Text => ({ zh: `${n} 条将重新发送。`, en: `${n} will be sent again.` }),
  drop: (n: number): Text => ({ zh: `已放弃 ${n} 条。`, en: `${n} given up.` }),
} as const;

export function caredLines(name: keyof typeof done, { done: cared, tooLate, others }: Cared): Text[] {
  const lines = [done[name](cared.length)];
  if (tooLate.length > 0)
    lines.push({ zh: `${tooLate.length} 条已过时，不再重发。`, en: `The time of ${tooLate.length} is over; they are not sent again.` });
  if (others.length > 0)
    lines.push({
      zh: `${others.length} 条没有变动，因为不在被拒收或不明状态：${others.join('、')}`,
      en: `${others.length} left as they are, being neither refused nor held: ${others.join(', ')}`,
    });
  return lines;
}
