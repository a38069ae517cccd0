import { parsePeriod } from '../calendar/period.js';
import { dateOf } from '../calendar/zone.js';
import type { Caller, Conversation } from '../chat/dispatch.js';
import { type Reply, show } from '../chat/reply.js';
import { say, type Text } from '../chat/text.js';
import type { MemberId } from '../org/member.js';
import { summaryCard } from './cards.js';
import { maySummarize, type ParticipationDeps, summarize } from './service.js';
import { refusalText, text } from './text.js';

const DEFAULT_PERIOD = '本月';

export function participationConversation(deps: ParticipationDeps): Conversation {
  async function summary(caller: Caller, words: string, departmentId?: string): Promise<Reply> {
    const period = parsePeriod(words || DEFAULT_PERIOD, dateOf(deps.clock.now(), deps.zone));
    if (!period) return says(caller, refusalText['period-unclear']);
    const viewer = { member: caller.memberId as MemberId };
    const result = await summarize(deps, { viewer, period, departmentId });
    return result.ok ? show(summaryCard(result, caller.locale)) : says(caller, refusalText[result.refusal]);
  }
  return {
    commands: [{ names: ['汇总', 'summary'], help: text.help, run: (caller, rest) => summary(caller, rest) }],
    actions: {
      async 'participation.show'(caller, event) {
        const [words = '', departmentId] = event.value.split('|');
        return summary(caller, words, departmentId || undefined);
      },
    },
    async home(tx, caller) {
      if (!(await maySummarize(tx, caller.memberId))) return [];
      return [
        {
          part: 'role',
          blocks: [
            { kind: 'heading', text: say(text.title, caller.locale) },
            { kind: 'actions', elements: [{ kind: 'button', id: 'participation.show', label: say(text.open, caller.locale) }] },
            { kind: 'note', text: [say(text.privacy, caller.locale)] },
          ],
        },
      ];
    },
  };
}

function says(caller: Caller, sentence: Text): Reply {
  const words = say(sentence, caller.locale);
  return show({ summary: words, blocks: [{ kind: 'text', text: [words] }] });
}
