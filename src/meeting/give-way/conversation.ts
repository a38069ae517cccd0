import type { Instant } from '../../calendar/instant.js';
import { readerOf } from '../../calendar/reader.js';
import { sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { SubmissionEvent } from '../../chat/event.js';
import { type Form, one } from '../../chat/form.js';
import { numberIn } from '../../chat/number-in.js';
import { place, type Reply, replace } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { MemberId } from '../../org/member.js';
import { type Filled, LONGEST, timesFrom } from '../activity/draft.js';
import { fieldText } from '../activity/text.js';
import type { MeetingDeps } from '../deps.js';
import { decide, listCases, readExemption } from './decide-service.js';
import { caseForm, casesForm, decideForm, exemptForm, MOST_CHARACTERS, OTHER_TIME, slotForm, takenText } from './forms.js';
import { cancelGivingWay, moveGivingWay, type NewTime, offerSlots, requestExemption } from './owner-service.js';
import { type CaseId, type Done, type Refused, viewCase } from './reading.js';
import { refusalText, text } from './text.js';

/** Giving way: its owner moves, cancels or asks for an exemption; organizers see the list and decide. */
export function giveWayConversation(deps: MeetingDeps): Conversation {
  const readerFor = (caller: Caller) => readerOf(deps, caller);
  const me = (caller: Caller) => caller.memberId as MemberId;
  const said = (caller: Caller, sentence: Text): Form => sentenceForm(say(text.title, caller.locale), say(sentence, caller.locale), caller);
  const errors = (name: string, sentence: Text, caller: Caller): Reply => ({
    do: 'errors',
    errors: { [name]: say(sentence, caller.locale) },
  });

  function refusal(caller: Caller, result: Refused): Form {
    if (result.refusal !== 'taken') return said(caller, refusalText[result.refusal]);
    const words = takenText(result.meeting, readerFor(caller));
    return said(caller, { zh: words, en: words });
  }
  const answer = (caller: Caller, result: Done, sentence: Text): Form => (result.ok ? said(caller, sentence) : refusal(caller, result));

  async function viewed(caller: Caller, id: CaseId): Promise<Form> {
    const found = await viewCase(deps, caller.memberId, id);
    return found.ok ? caseForm(found.viewed, readerFor(caller)) : refusal(caller, found);
  }

  async function listed(caller: Caller, value: string): Promise<Form> {
    const [meetingId = '', page] = value.split(':');
    const found = await listCases(deps, caller.memberId, meetingId);
    return found.ok ? casesForm(found.listed, numberIn(page), readerFor(caller)) : refusal(caller, found);
  }

  /** A slot that was offered, as long as the activity is; or what was filled in. Filled in but not chosen, which of the two is meant must not be guessed. */
  function chosenTime({ values }: SubmissionEvent): Filled<{ readonly times: NewTime }> | undefined {
    const slot = one(values, 'slot') ?? OTHER_TIME;
    if (slot === OTHER_TIME) return timesFrom(values, deps.zone, deps.clock.now());
    const filled = ['date', 'start', 'end'].some((name) => (one(values, name) ?? '') !== '');
    if (filled || !/^\d{1,15}$/.test(slot)) return undefined;
    const place = (one(values, 'place') ?? '').trim().slice(0, LONGEST.place);
    return { ok: true, times: { startsAt: Number(slot) as Instant, place } };
  }

  return {
    actions: {
      'meeting.giveWay': async (caller, event) => place(event, await viewed(caller, idIn(event.value))),
      'meeting.cases': async (caller, event) => place(event, await listed(caller, event.value)),
      'meeting.casesPage': async (caller, event) => place(event, await listed(caller, event.value)),
      async 'meeting.giveWayMove'(caller, event) {
        const id = idIn(event.value);
        const choice = await offerSlots(deps, caller.memberId, id);
        return place(event, choice.ok ? slotForm(choice, id, readerFor(caller)) : refusal(caller, choice));
      },
      async 'meeting.giveWayCancel'(caller, event) {
        const change = { member: me(caller), id: idIn(event.value), sequence: sequenceIn(event.value) };
        return place(event, answer(caller, await cancelGivingWay(deps, change), text.cancelled));
      },
      async 'meeting.giveWayExempt'(caller, event) {
        const found = await viewCase(deps, caller.memberId, idIn(event.value));
        if (!found.ok) return place(event, refusal(caller, found));
        const { subject, owner, decidable } = found.viewed;
        const mayAsk = owner && subject.giveWay.state === 'open' && !subject.giveWay.refused;
        if (mayAsk && !decidable) return place(event, said(caller, refusalText['nobody-decides']));
        return place(event, mayAsk ? exemptForm(found.viewed, readerFor(caller)) : caseForm(found.viewed, readerFor(caller)));
      },
      async 'meeting.exemption'(caller, event) {
        const found = await readExemption(deps, me(caller), idIn(event.value));
        return place(event, found.ok ? decideForm(found.asked, readerFor(caller)) : refusal(caller, found));
      },
    },
    forms: {
      async 'meeting.giveWayMoved'(caller, event) {
        const id = idIn(event.context);
        const chosen = chosenTime(event);
        if (!chosen) return errors('slot', text.chooseTime, caller);
        if (!chosen.ok) return errors(chosen.field, fieldText[chosen.refusal], caller);
        const change = { member: me(caller), id, sequence: sequenceIn(event.context) };
        const done = await moveGivingWay(deps, change, chosen.times);
        if (!done.ok && done.refusal === 'taken') return { do: 'errors', errors: { slot: takenText(done.meeting, readerFor(caller)) } };
        return replace(answer(caller, done, text.moved));
      },
      async 'meeting.exemptionAsked'(caller, event) {
        const reason = (one(event.values, 'reason') ?? '').trim();
        if (reason === '' || reason.length > MOST_CHARACTERS) return errors('reason', text.reasonMissing, caller);
        return replace(answer(caller, await requestExemption(deps, me(caller), idIn(event.context), reason), text.askedDone));
      },
      async 'meeting.exemptionDecided'(caller, event) {
        const decision = one(event.values, 'decision');
        const reason = (one(event.values, 'reason') ?? '').trim();
        if (decision !== 'grant' && decision !== 'refuse') return errors('decision', text.chooseDecision, caller);
        if (reason === '' || reason.length > MOST_CHARACTERS) return errors('reason', text.reasonMissing, caller);
        const id = idIn(event.context);
        const done = await decide(deps, me(caller), id, { grant: decision === 'grant', reason });
        // Somebody else was first: who, and how they decided.
        if (!done.ok && done.refusal === 'decided-already') return replace(await viewed(caller, id));
        return replace(answer(caller, done, text.decidedDone));
      },
    },
  };
}

/** Ids out of a button's value or a form's context, which anybody could have forged: the service looks them up. */
const idIn = (value: string): CaseId => {
  const [meetingId = '', activityId = ''] = value.split(':');
  return { meetingId, activityId };
};
const sequenceIn = (value: string): number => Number(value.split(':')[2]);
