import { dateOf } from '../../calendar/zone.js';
import { sentenceCard } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import { one } from '../../chat/form.js';
import { place, type Reply, show } from '../../chat/reply.js';
import { say } from '../../chat/text.js';
import type { MemberId } from '../../org/member.js';
import type { ParticipationDeps } from '../deps.js';
import { summaryCard } from './cards.js';
import { decideDates } from './dates.js';
import { datesForm } from './forms.js';
import { subjectsFor, summarize } from './service.js';
import { datesText, refusalText, text, titleText } from './text.js';
import { readView, type View, viewOf } from './view.js';

export function summaryConversation(deps: ParticipationDeps): Conversation {
  const today = () => dateOf(deps.clock.now(), deps.zone);
  const refuse = (caller: Caller, refusal: keyof typeof refusalText): Reply => show(sentenceCard(refusalText[refusal], caller));

  async function summary(caller: Caller, view: View | undefined): Promise<Reply> {
    if (!view) return refuse(caller, 'words-unclear');
    const result = await summarize(deps, { viewer: { member: caller.memberId as MemberId }, ...view });
    return result.ok ? show(summaryCard(result, caller.locale)) : refuse(caller, result.refusal);
  }
  return {
    commands: [{ names: ['汇总', 'summary'], help: text.help, run: (caller, rest) => summary(caller, viewOf(rest, today())) }],
    actions: {
      'participation.show': async (caller, event) => summary(caller, readView(event.value, today())),
      async 'participation.dates'(caller, event) {
        const view = readView(event.value, today());
        return view ? place(event, datesForm(view.period, event.value, caller.locale)) : summary(caller, view);
      },
    },
    forms: {
      async 'participation.dates'(caller, event) {
        const view = readView(event.context, today());
        const dates = decideDates(one(event.values, 'from') ?? '', one(event.values, 'to') ?? '', today(), view?.period);
        if (!dates.ok) return { do: 'errors', errors: { [dates.field]: say(datesText[dates.problem], caller.locale) } };
        return summary(caller, view && { ...view, period: dates.period });
      },
    },
    async home(tx, caller) {
      const [most] = await subjectsFor(tx, caller.memberId);
      if (most === undefined) return [];
      return [
        {
          part: 'role',
          blocks: [
            { kind: 'heading', text: say(titleText[most], caller.locale) },
            { kind: 'actions', elements: [{ kind: 'button', id: 'participation.show', label: say(text.open, caller.locale) }] },
            { kind: 'note', text: [say(text.privacy, caller.locale)] },
          ],
        },
      ];
    },
  };
}
