import { readerOf } from '../../../calendar/reader.js';
import type { CardBlock } from '../../../chat/card.js';
import { sentenceCard, sentenceForm } from '../../../chat/cards.js';
import type { Caller, Conversation } from '../../../chat/dispatch.js';
import type { ActionEvent } from '../../../chat/event.js';
import { one } from '../../../chat/form.js';
import type { HomeSection } from '../../../chat/home.js';
import { numberIn } from '../../../chat/number-in.js';
import { open, place, type Reply, replace, show } from '../../../chat/reply.js';
import { say, type Text } from '../../../chat/text.js';
import type { Tx } from '../../../db/transact.js';
import type { MemberId } from '../../../org/member.js';
import { hasRight } from '../../../org/service.js';
import { kindsOf } from '../../chain/chain.js';
import type { LeaveDeps } from '../../deps.js';
import { answerAsActing, nameAnother, openNaming } from '../acting-service.js';
import { openBack, openToReport, reportBack } from '../back/service.js';
import { startFrom } from '../draft/conversation.js';
import { formText } from '../form-text.js';
import { nameActingForm } from '../forms.js';
import { backCard, mineBlocks, type Offer, taskBlocks } from '../home-cards.js';
import { returnedCard } from '../message-cards.js';
import { speaksOfLeave, speaksOfOwnRequest } from '../one-line.js';
import { actingRefusalText, backRefusalText, problemText, refusalText } from '../problem/text.js';
import { text } from '../text.js';
import { backForm, listForm, ownForm } from './forms.js';
import { confirmLeave, type Done, listOwn, mineOf, openOwn, withdrawLeave } from './service.js';

/** Two blocks each; Home has 100 for all rooms (src/block-kit/limits.ts), a card 50. */
const MOST_AT_HOME = 3;
const MOST_ON_CARD = 6;

/** What other folders of the room show under 请假. */
type Blocks = (tx: Tx, caller: Caller) => Promise<readonly CardBlock[]>;

/** What a member does with requests of their own, and with those in which they are to be in charge meanwhile. */
export function ownConversation(deps: LeaveDeps, meetings: Blocks): Conversation {
  const { start, fill } = startFrom(deps);
  const says = (caller: Caller, event: ActionEvent, sentence: Text): Reply =>
    event.from.surface === 'form'
      ? replace(sentenceForm(say(formText.ownTitle, caller.locale), say(sentence, caller.locale), caller))
      : show(sentenceCard(sentence, caller));
  const key = (caller: Caller, event: ActionEvent) => ({ id: event.value, memberId: caller.memberId });
  const settled = (caller: Caller, event: ActionEvent, done: Done, sentence: Text): Reply =>
    says(caller, event, done.ok ? sentence : refusalText[done.refusal]);

  async function offer(tx: Tx, caller: Caller): Promise<Offer> {
    return { kinds: kindsOf(deps.policy.chains), onBehalf: await hasRight(tx, caller.memberId, 'leave.onBehalf') };
  }

  async function listed(tx: Tx, caller: Caller): Promise<CardBlock[]> {
    const reader = readerOf(deps, caller);
    const mine = await mineOf(tx, deps, caller.memberId as MemberId, MOST_ON_CARD);
    return [...mineBlocks(mine, await offer(tx, caller), reader), ...(await meetings(tx, caller))];
  }

  async function answer(caller: Caller, event: ActionEvent, given: 'accepted' | 'declined'): Promise<Reply> {
    const done = await answerAsActing(deps, { ...key(caller, event), answer: given });
    return says(caller, event, done.ok ? formText[given] : actingRefusalText[done.refusal]);
  }

  async function list(caller: Caller, event: ActionEvent): Promise<Reply> {
    const page = await listOwn(deps, caller.memberId, numberIn(event.value));
    return place(event, listForm(page, readerOf(deps, caller)));
  }

  const mine = async (caller: Caller): Promise<Reply> =>
    show({ summary: say(formText.mine, caller.locale), blocks: await deps.transact((tx) => listed(tx, caller)) });

  return {
    async plain(caller, line) {
      return speaksOfOwnRequest(line) && speaksOfLeave(fill(line)) ? mine(caller) : undefined;
    },
    commands: [
      {
        names: ['请假', 'leave'],
        help: text.help,
        async run(caller, rest, event) {
          if (rest !== '') return start(caller, rest, event);
          return mine(caller);
        },
      },
      {
        names: ['销假', 'back'],
        help: text.helpBack,
        async run(caller, _rest, event) {
          const leaves = await openToReport(deps, caller.memberId);
          const [only, ...more] = leaves;
          if (!only) return show(sentenceCard(formText.noneToReport, caller));
          const reader = readerOf(deps, caller);
          const toReport =
            event.kind === 'command' && more.length === 0 ? await openBack(deps, { id: only.id, memberId: caller.memberId }) : undefined;
          return toReport ? open(backForm(toReport, reader)) : show(backCard(leaves, reader));
        },
      },
    ],
    actions: {
      async 'leave.view'(caller, event) {
        const own = await openOwn(deps, key(caller, event));
        return own ? place(event, ownForm(own, readerOf(deps, caller))) : says(caller, event, refusalText['request-unknown']);
      },
      'leave.list': list,
      'leave.withdraw': async (caller, event) => settled(caller, event, await withdrawLeave(deps, key(caller, event)), formText.withdrawn),
      'leave.confirm': async (caller, event) => settled(caller, event, await confirmLeave(deps, key(caller, event)), formText.confirmed),
      async 'leave.reportBack'(caller, event) {
        const toReport = await openBack(deps, key(caller, event));
        return toReport ? place(event, backForm(toReport, readerOf(deps, caller))) : says(caller, event, refusalText.closed);
      },
      'leave.actingAccept': (caller, event) => answer(caller, event, 'accepted'),
      'leave.actingDecline': (caller, event) => answer(caller, event, 'declined'),
      async 'leave.nameActing'(caller, event) {
        const open = await openNaming(deps, key(caller, event));
        if (open.ok) return place(event, nameActingForm(open.leave, readerOf(deps, caller)));
        if (open.refusal !== 'returned' || event.from.surface === 'form') return says(caller, event, refusalText[open.refusal]);
        return show(returnedCard(event.value, readerOf(deps, caller)));
      },
    },
    forms: {
      async 'leave.back'(caller, { context, values }) {
        const done = await reportBack(deps, {
          id: context,
          memberId: caller.memberId,
          on: one(values, 'on') ?? '',
          half: one(values, 'half') ?? '',
        });
        if (!done.ok) return { do: 'errors', errors: { on: say(backRefusalText[done.refusal], caller.locale) } };
        return replace(
          sentenceForm(
            say(formText.backTitle, caller.locale),
            say(done.late ? formText.reportedLate : formText.reported, caller.locale),
            caller,
          ),
        );
      },
      async 'leave.nameActing'(caller, { context, values }) {
        const done = await nameAnother(deps, { id: context, memberId: caller.memberId, actingId: one(values, 'acting') ?? '' });
        if (done.ok)
          return replace(sentenceForm(say(formText.actingTitle, caller.locale), say(formText.actingAsked, caller.locale), caller));
        const sentence = done.refusal === 'field' ? problemText[done.problem] : refusalText[done.refusal];
        return { do: 'errors', errors: { acting: say(sentence, caller.locale) } };
      },
    },
    async home(tx, caller): Promise<HomeSection[]> {
      const reader = readerOf(deps, caller);
      const mine = await mineOf(tx, deps, caller.memberId as MemberId, MOST_AT_HOME);
      const tasks = taskBlocks(mine, reader);
      return [
        ...(tasks.length > 0 ? [{ part: 'tasks' as const, blocks: tasks }] : []),
        { part: 'history', blocks: mineBlocks(mine, await offer(tx, caller), reader) },
      ];
    },
  };
}
