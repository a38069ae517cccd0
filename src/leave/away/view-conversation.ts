import { parsePeriod } from '../../calendar/period.js';
import { readerOf } from '../../calendar/reader.js';
import { dateOf } from '../../calendar/zone.js';
import { button, sentenceCard } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import { type Reply, show } from '../../chat/reply.js';
import { say } from '../../chat/text.js';
import type { MemberId } from '../../org/member.js';
import type { LeaveDeps } from '../deps.js';
import { readView } from './menus.js';
import { overviewCard } from './overview/cards.js';
import { mayView, viewAway } from './overview/service.js';
import { text as overviewText } from './overview/text.js';
import { reportCard } from './report/cards.js';
import { exportReport, viewReport } from './report/service.js';
import { text as reportText } from './report/text.js';
import { refusalText, text } from './view-text.js';

/** 外出情况 and 请假统计. */
export function viewConversation(deps: LeaveDeps): Conversation {
  const viewer = (caller: Caller) => ({ member: caller.memberId as MemberId });
  const says = (caller: Caller, refusal: keyof typeof refusalText): Reply => show(sentenceCard(refusalText[refusal], caller));
  const today = () => dateOf(deps.clock.now(), deps.zone);

  async function away(caller: Caller, words: string, departmentId?: string, page = 0): Promise<Reply> {
    const dates = parsePeriod(words || '今天', today(), 'ahead');
    if (!dates) return says(caller, 'period-unclear');
    const result = await viewAway(deps, { viewer: viewer(caller), dates, departmentId });
    return result.ok ? show(overviewCard(result, page, readerOf(deps, caller))) : says(caller, result.refusal);
  }
  async function report(caller: Caller, words: string, departmentId?: string): Promise<Reply> {
    const dates = parsePeriod(words || '本月', today());
    if (!dates) return says(caller, 'period-unclear');
    const result = await viewReport(deps, { viewer: viewer(caller), dates, departmentId });
    return result.ok ? show(reportCard(result, readerOf(deps, caller))) : says(caller, result.refusal);
  }
  return {
    commands: [
      { names: ['外出', '外出情况', 'away'], help: overviewText.help, run: (caller, rest) => away(caller, rest) },
      { names: ['请假统计', 'leave-report'], help: reportText.help, run: (caller, rest) => report(caller, rest) },
    ],
    actions: {
      async 'leave.away'(caller, event) {
        const { words, departmentId, page } = readView(event.value);
        return away(caller, words, departmentId, page);
      },
      async 'leave.report'(caller, event) {
        const { words, departmentId } = readView(event.value);
        return report(caller, words, departmentId);
      },
      async 'leave.reportFile'(caller, event) {
        const { words, departmentId } = readView(event.value);
        const dates = parsePeriod(words || '本月', today());
        if (!dates) return says(caller, 'period-unclear');
        const sent = await exportReport(deps, { memberId: caller.memberId, dates, departmentId, press: event.key });
        return sent.ok ? show(sentenceCard(reportText.sent, caller)) : says(caller, sent.refusal);
      },
    },
    async home(tx, caller) {
      if (!(await mayView(tx, caller.memberId))) return [];
      return [
        {
          part: 'role',
          blocks: [
            { kind: 'heading', text: say(text.home, caller.locale) },
            {
              kind: 'actions',
              elements: [button('leave.away', overviewText.open, '', caller), button('leave.report', reportText.title, '', caller)],
            },
            { kind: 'note', text: [say(text.homeNote, caller.locale)] },
          ],
        },
      ];
    },
  };
}
