import type { PlainDate } from '../../../calendar/instant.js';
import { readerOf } from '../../../calendar/reader.js';
import { dateOf } from '../../../calendar/zone.js';
import { sentenceCard, sentenceForm } from '../../../chat/cards.js';
import type { Caller, Command, Conversation } from '../../../chat/dispatch.js';
import type { ActionEvent, CommandEvent, MessageEvent } from '../../../chat/event.js';
import type { Form, FormValues } from '../../../chat/form.js';
import { numberIn } from '../../../chat/number-in.js';
import { open, place, type Reply, replace, show } from '../../../chat/reply.js';
import { say, type Text } from '../../../chat/text.js';
import { kindsOf } from '../../chain/chain.js';
import type { LeaveDeps } from '../../deps.js';
import { LEAVE_KINDS, type LeaveKind } from '../../leave.js';
import { formText } from '../form-text.js';
import { requestForm } from '../forms.js';
import { fillInCard, wrongNow } from '../home-cards.js';
import { asksWho, type Filled, fillFromLine, speaksOfLeave, speaksOfOwnRequest } from '../one-line.js';
import { previewForm } from '../preview.js';
import type { Refusal } from '../problem/problem.js';
import { notOffered, refusalText, unclearText } from '../problem/text.js';
import { problemWords } from '../problem/words.js';
import { earliestDay } from '../rules.js';
import { submitDraft } from '../submit-service.js';
import { text } from '../text.js';
import { type OpenedDraft, openChange, openDraft, previewDraft, reopenDraft, searchPeople } from './service.js';

type Typed = CommandEvent | MessageEvent;
export type Start = (caller: Caller, line: string, event: Typed, kind?: LeaveKind) => Promise<Reply>;

/** A line fills the form; a slash command can open it, a typed word offers a button. */
export function startFrom(deps: LeaveDeps): { readonly start: Start; readonly fill: (line: string, kind?: LeaveKind) => Filled } {
  const earliest = (): PlainDate =>
    earliestDay(dateOf(deps.clock.now(), deps.zone), deps.policy.onBehalf.confirmWithinWorkdays, deps.calendar);
  const fill = (line: string, kind?: LeaveKind) => fillFromLine(line, deps.clock.now(), deps.zone, earliest(), kind);
  const start: Start = async (caller, line, event, kind) => {
    const { values, unclear: found, kind: named } = fill(line, kind);
    const opened = await openDraft(deps, caller, { values, onBehalf: false });
    if (!opened.ok) return show(sentenceCard(refusalText[opened.refusal], caller));
    const unclear = found.map(({ words, why }) => {
      const because = say(unclearText[why], caller.locale);
      return caller.locale === 'en' ? `“${words}”: ${because}` : `“${words}”：${because}`;
    });
    const kinds = kindsOf(deps.policy.chains);
    if (named !== undefined && !kinds.includes(named)) unclear.unshift(say(notOffered(named, kinds), caller.locale));
    const reader = readerOf(deps, caller);
    return event.kind === 'command'
      ? open(requestForm(opened.opened, unclear, reader))
      : show(fillInCard(opened.opened.draftId, unclear, reader));
  };
  return { start, fill };
}

/** Asking for leave, changing a request, and entering one for somebody else: form, preview, submission. */
export function draftConversation(deps: LeaveDeps): Conversation {
  const { start, fill } = startFrom(deps);
  const saidForm = (caller: Caller, sentence: Text): Form =>
    sentenceForm(say(formText.newTitle, caller.locale), say(sentence, caller.locale), caller);

  function opens(caller: Caller, event: ActionEvent, opened: OpenedDraft): Reply {
    if (opened.ok) return place(event, requestForm(opened.opened, [], readerOf(deps, caller)));
    return refuse(caller, event, opened.refusal);
  }

  const refuse = (caller: Caller, event: ActionEvent, refusal: Refusal): Reply =>
    event.from.surface === 'form' ? replace(saidForm(caller, refusalText[refusal])) : show(sentenceCard(refusalText[refusal], caller));

  const openNew = (caller: Caller, values: FormValues, onBehalf = false) => openDraft(deps, caller, { values, onBehalf });

  const command = (names: readonly string[], help: Text, kind: LeaveKind): Command => ({
    names,
    help,
    run: (caller, rest, event) => start(caller, rest, event, kind),
  });

  return {
    commands: [
      command(['出差', 'trip', 'business trip'], text.helpTrip, 'business-trip'),
      command(['年休假', 'annual', 'annual leave'], text.helpAnnual, 'annual-leave'),
    ],
    /** 「下周一到周三去西安出差」 by itself. */
    async plain(caller, line, event) {
      if (speaksOfOwnRequest(line) || asksWho(line)) return undefined;
      return speaksOfLeave(fill(line)) ? start(caller, line, event) : undefined;
    },
    actions: {
      async 'leave.new'(caller, event) {
        const kind = LEAVE_KINDS.find((known) => known === event.value);
        return opens(caller, event, await openNew(caller, kind ? { kind } : {}));
      },
      'leave.behalf': async (caller, event) => opens(caller, event, await openNew(caller, {}, true)),
      'leave.change': async (caller, event) => opens(caller, event, await openChange(deps, caller, event.value)),
      'leave.draftBack': async (caller, event) => opens(caller, event, await reopenDraft(deps, caller, event.value)),
    },
    forms: {
      async 'leave.draft'(caller, { context, values }) {
        const done = await previewDraft(deps, caller.memberId, { draftId: context, values });
        if (done.ok) return replace(previewForm(done.preview, readerOf(deps, caller)));
        return done.refusal === 'fields'
          ? { do: 'errors', errors: problemWords(done, readerOf(deps, caller)) }
          : replace(saidForm(caller, refusalText[done.refusal]));
      },
      async 'leave.submit'(caller, event) {
        const [draftId = '', revision = ''] = event.context.split(':');
        const done = await submitDraft(deps, caller.memberId, { draftId, revision: numberIn(revision) });
        if (done.ok) return replace(saidForm(caller, done.leave.memberId === caller.memberId ? formText.submitted : formText.entered));
        if (done.refusal !== 'fields') return replace(saidForm(caller, refusalText[done.refusal]));
        const reader = readerOf(deps, caller);
        const sentence = Object.values(problemWords(done, reader)).join(caller.locale === 'en' ? ' ' : '');
        return replace({ ...saidForm(caller, formText.submitted), blocks: wrongNow(sentence, draftId, reader) });
      },
    },
    shortcuts: {
      async 'leave.new'(caller) {
        const opened = await openNew(caller, {});
        return opened.ok
          ? open(requestForm(opened.opened, [], readerOf(deps, caller)))
          : open(saidForm(caller, refusalText[opened.refusal]));
      },
    },
    options: { 'leave.people': (_caller, query) => searchPeople(deps, query) },
  };
}
