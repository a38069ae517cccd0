import { parsePeriod } from '../../calendar/period.js';
import { dateIn, yearOf } from '../../calendar/plain-date.js';
import { dateOf } from '../../calendar/zone.js';
import { button, sentenceCard } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import { type Reply, show } from '../../chat/reply.js';
import type { MemberId } from '../../org/member.js';
import type { ParticipationDeps } from '../deps.js';
import type { CountDeps } from '../figures/count-service.js';
import { ownYearCard } from './cards.js';
import { viewOwnYear } from './service.js';
import { text } from './text.js';

/** 我的一年: always of whoever asks, so a forged value can only be another year. */
export function ownConversation(deps: Pick<ParticipationDeps, 'clock'> & CountDeps): Conversation {
  async function view(caller: Caller, words: string): Promise<Reply> {
    const year = yearIn(words);
    if (year === undefined) return show(sentenceCard(text.unclear, caller));
    return show(ownYearCard(await viewOwnYear(deps, caller.memberId as MemberId, year), caller.locale));
  }
  /** This year where nothing is said. */
  function yearIn(words: string): number | undefined {
    const period = parsePeriod(words.trim() || '今年', dateOf(deps.clock.now(), deps.zone));
    const year = period && yearOf(period.from);
    return year !== undefined && period?.from === dateIn(year, 1, 1) && period.to === dateIn(year, 12, 31) ? year : undefined;
  }
  return {
    commands: [{ names: ['我的一年', 'my year'], help: text.help, run: view }],
    actions: { 'participation.ownYear': (caller, event) => view(caller, event.value) },
    async home(_tx, caller) {
      return [{ part: 'history', blocks: [{ kind: 'actions', elements: [button('participation.ownYear', text.open, '', caller)] }] }];
    },
  };
}
