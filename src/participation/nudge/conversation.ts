import { readerOf } from '../../calendar/reader.js';
import { dateOf } from '../../calendar/zone.js';
import { sentenceCard } from '../../chat/cards.js';
import type { Conversation } from '../../chat/dispatch.js';
import { show } from '../../chat/reply.js';
import type { ParticipationDeps } from '../deps.js';
import { refusalText } from '../summary/text.js';
import { readView } from '../summary/view.js';
import { nudgedCard } from './cards.js';
import { nudgeMissing } from './service.js';

export const nudgeConversation = (deps: ParticipationDeps): Conversation => ({
  actions: {
    async 'participation.nudge'(caller, event) {
      const view = readView(event.value, dateOf(deps.clock.now(), deps.zone));
      if (!view) return show(sentenceCard(refusalText['words-unclear'], caller));
      const result = await nudgeMissing(deps, { memberId: caller.memberId, period: view.period, departmentId: view.departmentId });
      return show(result.ok ? nudgedCard(result, readerOf(deps, caller)) : sentenceCard(refusalText[result.refusal], caller));
    },
  },
});
