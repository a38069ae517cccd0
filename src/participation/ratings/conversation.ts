import { dateOf } from '../../calendar/zone.js';
import { sentenceCard } from '../../chat/cards.js';
import type { Conversation } from '../../chat/dispatch.js';
import { show } from '../../chat/reply.js';
import type { MemberId } from '../../org/member.js';
import type { ParticipationDeps } from '../deps.js';
import { refusalText } from '../summary/text.js';
import { readView } from '../summary/view.js';
import { ratingsCard } from './cards.js';
import { viewRatings } from './service.js';

/** 自评分布, reached from 汇总 where somebody was asked to rate themselves. */
export function ratingsConversation(deps: ParticipationDeps): Conversation {
  return {
    actions: {
      async 'participation.ratings'(caller, event) {
        const view = readView(event.value, dateOf(deps.clock.now(), deps.zone));
        if (!view) return show(sentenceCard(refusalText['words-unclear'], caller));
        const ratings = await viewRatings(deps, { viewer: { member: caller.memberId as MemberId }, ...view });
        return show(ratings.ok ? ratingsCard(ratings, caller.locale) : sentenceCard(refusalText[ratings.refusal], caller));
      },
    },
  };
}
