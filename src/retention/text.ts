import type { Instant } from '../calendar/instant.js';
import { counted, type Locale, say, type Text } from '../chat/text.js';
import type { Counts, Kind } from './kinds.js';

/** Named to administrators; what only keeps the books short is not. */
const named = {
  responses: (n: number): Text => ({ zh: `${n} 份作答的内容`, en: `the content of ${counted(n, 'answer')}` }),
  reasons: (n: number): Text => ({
    zh: `${n} 条请假、让路和更正的理由`,
    en: `${counted(n, 'reason')} of absences, exemptions and corrections`,
  }),
  drafts: (n: number): Text => ({ zh: `${n} 份草稿`, en: counted(n, 'draft') }),
  words: (n: number): Text => ({
    zh: `${n} 条未能处理的输入`,
    en: `${counted(n, 'typed message')} that could not be handled`,
  }),
  entries: (n: number): Text => ({ zh: `${n} 条操作记录`, en: `${counted(n, 'entry', 'entries')} of the audit log` }),
} as const satisfies Partial<Record<Kind, (n: number) => Text>>;
type Named = keyof typeof named;

export const isTold = (counts: Counts): boolean => Object.keys(named).some((kind) => counts[kind as Named] > 0);

export function deletedText(counts: Counts): Text {
  const parts = Object.entries(named).flatMap(([kind, words]) => (counts[kind as Named] > 0 ? [words(counts[kind as Named])] : []));
  return {
    zh: `按保存期限已删除 ${parts.map(({ zh }) => zh).join('、')}。谁作答过仍计入统计。`,
    en: `At the end of their retention were deleted: ${parts.map(({ en }) => en).join(', ')}. Who took part still counts.`,
  };
}

/** To administrators, of runs that deleted something a person wrote; `run`: the last of them. */
export const deletedNotice = (run: Instant, counts: Counts) => ({
  key: `retention.deleted:${run}`,
  card({ locale }: { readonly locale: Locale }) {
    const sentence = say(deletedText(counts), locale);
    return { summary: sentence, blocks: [{ kind: 'text' as const, text: [sentence] }] };
  },
});
