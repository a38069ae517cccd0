import type { Instant } from '../../calendar/instant.js';
import { type Reader, readerOf } from '../../calendar/reader.js';
import type { Card } from '../../chat/card.js';
import { button, sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { Form } from '../../chat/form.js';
import { numberIn } from '../../chat/number-in.js';
import { place, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { MemberId } from '../../org/member.js';
import type { MeetingDeps } from '../deps.js';
import { takenSentence } from './cards.js';
import { detailsFrom, timesFrom } from './draft.js';
import { feedText } from './feed-text.js';
import { activityForm, checkForm, listBlocks, listForm, moveForm, registerForm } from './forms.js';
import {
  type Checked,
  type Coming,
  cancelOne,
  confirmDraft,
  type Done,
  draftMove,
  draftNew,
  listComing,
  ownDepartments,
  type Refused,
  restoreOne,
  searchOwnDepartments,
  searchPeople,
  showActivity,
} from './service.js';
import { fieldText, refusalText, text } from './text.js';

const refusalSentence = (refused: Refused, reader: Reader): Text =>
  refused.refusal === 'taken' ? takenSentence(refused, reader) : refusalText[refused.refusal];

/** Lines on the card in answer to the word; the rest is in the form behind a button. */
const ON_CARD = 8;

/** 活动: see what is to come, register, move, cancel. */
export function activityConversation(deps: MeetingDeps): Conversation {
  const readerFor = (caller: Caller) => readerOf(deps, caller);
  const me = (caller: Caller) => caller.memberId as MemberId;
  const said = (caller: Caller, sentence: Text): Form => sentenceForm(say(text.title, caller.locale), say(sentence, caller.locale), caller);

  function listCard(coming: Coming, caller: Caller): Card {
    const reader = readerFor(caller);
    const { activities, departments } = coming;
    const ways = [
      button('meeting.activityNew', text.register, '', reader, { style: 'primary' }),
      button('meeting.activityImport', feedText.import, '', reader),
      button('meeting.feeds', feedText.feeds, '', reader),
    ];
    const more = activities.length > ON_CARD ? [button('meeting.activities', text.more, '', reader)] : [];
    return {
      summary: say(text.title, caller.locale),
      blocks: [
        { kind: 'heading', text: say(text.title, caller.locale) },
        ...listBlocks(activities.slice(0, ON_CARD), departments, reader),
        { kind: 'actions', elements: [...ways, ...more] },
      ],
    };
  }

  async function listed(caller: Caller, page: number): Promise<Form> {
    const coming = await listComing(deps, caller.memberId);
    return coming.ok ? listForm(coming, page, readerFor(caller)) : said(caller, refusalSentence(coming, readerFor(caller)));
  }

  async function viewed(caller: Caller, activityId: string): Promise<Form> {
    const found = await showActivity(deps, caller.memberId, activityId);
    return found.ok ? activityForm(found.shown, readerFor(caller)) : said(caller, refusalSentence(found, readerFor(caller)));
  }

  /** A move is checked against every bureau meeting before it can be confirmed. */
  function checkReply(caller: Caller, result: Done<{ readonly checked: Checked }>): Reply {
    const reader = readerFor(caller);
    if (result.ok) return replace(checkForm(result.checked, reader));
    const sentence = refusalSentence(result, reader);
    if (result.refusal === 'taken') return { do: 'errors', errors: { date: say(sentence, caller.locale) } };
    return replace(said(caller, sentence));
  }

  return {
    commands: [
      {
        names: ['活动', 'activities'],
        help: text.help,
        async run(caller) {
          const coming = await listComing(deps, caller.memberId);
          return show(coming.ok ? listCard(coming, caller) : sentenceCard(refusalSentence(coming, readerFor(caller)), caller));
        },
      },
    ],
    actions: {
      'meeting.activities': async (caller, event) => place(event, await listed(caller, 0)),
      'meeting.activityPage': async (caller, event) => place(event, await listed(caller, numberIn(event.value))),
      'meeting.activity': async (caller, event) => place(event, await viewed(caller, event.value)),
      async 'meeting.activityNew'(caller, event) {
        const departments = await ownDepartments(deps, caller.memberId);
        return place(
          event,
          departments.length > 0 ? registerForm(departments, readerFor(caller)) : said(caller, refusalText['right-missing']),
        );
      },
      async 'meeting.activityMove'(caller, event) {
        const found = await showActivity(deps, caller.memberId, event.value);
        if (!found.ok) return place(event, said(caller, refusalSentence(found, readerFor(caller))));
        if (!found.shown.changeable) return place(event, activityForm(found.shown, readerFor(caller)));
        return place(event, moveForm(found.shown.activity, readerFor(caller)));
      },
      async 'meeting.activityCancel'(caller, event) {
        const [activityId = '', sequence] = event.value.split(':');
        const done = await cancelOne(deps, me(caller), activityId, Number(sequence));
        return place(event, said(caller, done.ok ? text.cancelledDone : refusalSentence(done, readerFor(caller))));
      },
      async 'meeting.activityRestore'(caller, event) {
        const [activityId = '', start, end] = event.value.split(':');
        const time = { start: Number(start) as Instant, end: Number(end) as Instant };
        const done = await restoreOne(deps, me(caller), activityId, time);
        return place(event, said(caller, done.ok ? text.restoredDone : refusalSentence(done, readerFor(caller))));
      },
    },
    forms: {
      async 'meeting.activityDraft'(caller, event) {
        const filled = detailsFrom(event.values, deps.zone, deps.clock.now());
        if (!filled.ok) return { do: 'errors', errors: { [filled.field]: say(fieldText[filled.refusal], caller.locale) } };
        return checkReply(caller, await draftNew(deps, me(caller), filled.details));
      },
      async 'meeting.activityMoveDraft'(caller, event) {
        const filled = timesFrom(event.values, deps.zone, deps.clock.now());
        if (!filled.ok) return { do: 'errors', errors: { [filled.field]: say(fieldText[filled.refusal], caller.locale) } };
        const [activityId = '', sequence] = event.context.split(':');
        const input = { activityId, sequence: Number(sequence), times: filled.times };
        return checkReply(caller, await draftMove(deps, me(caller), input));
      },
      async 'meeting.activityConfirm'(caller, event) {
        const done = await confirmDraft(deps, me(caller), event.context);
        return replace(said(caller, done.ok ? (done.moved ? text.movedDone : text.registered) : refusalSentence(done, readerFor(caller))));
      },
    },
    options: {
      'meeting.activityDepartments': (caller, query) => searchOwnDepartments(deps, caller.memberId, query),
      'meeting.activityMembers': (caller, query) => searchPeople(deps, caller.memberId, query),
    },
  };
}
