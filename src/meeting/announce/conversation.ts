import { readerOf } from '../../calendar/reader.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent, CommandEvent, MessageEvent, SubmissionEvent } from '../../chat/event.js';
import type { Form } from '../../chat/form.js';
import type { HomeSection } from '../../chat/home.js';
import { numberIn } from '../../chat/number-in.js';
import { open, place, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import { hasRight } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { fillInCard, listBlocks, listForm, listOf, organizedBlocks } from './cards.js';
import type { Problems } from './draft.js';
import { openChange, openDraft, previewDraft, reopenDraft, searchDepartments, searchPeople } from './draft-service.js';
import { announceForm } from './forms.js';
import { fillFromLine } from './one-line.js';
import { previewForm } from './preview.js';
import type { Refusal } from './refusal.js';
import { announce, cancel, listFor, pastFor } from './service.js';
import { problemText, refusalText, text } from './text.js';

/** What people do with meetings: look, and organizers announce, change, call off. */
export function announceConversation(deps: MeetingDeps): Conversation {
  const title = (caller: Caller) => say(text.title, caller.locale);
  const saidForm = (caller: Caller, sentence: Text): Form => sentenceForm(title(caller), say(sentence, caller.locale), caller);
  const refusedForm = (caller: Caller, refusal: Refusal): Form => saidForm(caller, refusalText[refusal]);

  /** Nothing typed is lost where there is no form to say it in: a press from a card answers with a card. */
  const said = (caller: Caller, event: ActionEvent, sentence: Text): Reply =>
    event.from.surface === 'form' ? replace(saidForm(caller, sentence)) : show(sentenceCard(sentence, caller));

  function formFor(caller: Caller, opened: Awaited<ReturnType<typeof openDraft>>, unclear: readonly string[] = []): Form {
    if (!opened.ok) return refusedForm(caller, opened.refusal);
    return announceForm(opened.draft, opened.choices, unclear, readerOf(deps, caller));
  }

  const errors = (problems: Problems, caller: Caller): Reply => ({
    do: 'errors',
    errors: Object.fromEntries(Object.entries(problems).map(([field, problem]) => [field, say(problemText[problem], caller.locale)])),
  });

  async function preview(caller: Caller, { context, values }: SubmissionEvent): Promise<Reply> {
    const done = await previewDraft(deps, caller.memberId, { draftId: context, values, locale: caller.locale });
    if (done.ok) return replace(previewForm(done.preview, readerOf(deps, caller)));
    return done.refusal === 'fields' ? errors(done.problems, caller) : replace(refusedForm(caller, done.refusal));
  }

  async function list(tx: Tx, caller: Caller) {
    const { listed, organizer } = await listFor(tx, deps, caller.memberId);
    return listBlocks(listed, organizer, readerOf(deps, caller));
  }

  async function listPage(caller: Caller, value: string): Promise<Form> {
    const [page, of] = value.split(':');
    const list = listOf(of);
    const listed = await deps.transact(async (tx) =>
      list === 'past' ? pastFor(tx, deps, caller.memberId) : (await listFor(tx, deps, caller.memberId)).listed,
    );
    const shown = list === 'own' ? listed.filter(({ organizes }) => organizes) : listed;
    return listForm(shown, numberIn(page), list, readerOf(deps, caller));
  }

  /** A line after the word fills the form; a slash command can open it, a typed word offers a button. */
  async function start(caller: Caller, line: string, event: CommandEvent | MessageEvent): Promise<Reply> {
    const { values, unclear } = fillFromLine(line, deps.clock.now(), deps.zone, caller.locale);
    const opened = await openDraft(deps, caller.memberId, values);
    if (!opened.ok) return show(sentenceCard(refusalText[opened.refusal], caller));
    return event.kind === 'command'
      ? open(formFor(caller, opened, unclear))
      : show(fillInCard(opened.draft.id, unclear, readerOf(deps, caller)));
  }

  return {
    commands: [
      {
        names: ['会议', 'meetings', 'meeting'],
        help: text.help,
        async run(caller, rest, event) {
          if (rest !== '') return start(caller, rest, event);
          const blocks = await deps.transact((tx) => list(tx, caller));
          return show({ summary: title(caller), blocks });
        },
      },
    ],
    actions: {
      'meeting.new': async (caller, event) => place(event, formFor(caller, await openDraft(deps, caller.memberId, {}))),
      'meeting.listPage': async (caller, event) => place(event, await listPage(caller, event.value)),
      'meeting.change': async (caller, event) => place(event, formFor(caller, await openChange(deps, caller.memberId, event.value))),
      'meeting.back': async (caller, event) => place(event, formFor(caller, await reopenDraft(deps, caller.memberId, event.value))),
      async 'meeting.cancel'(caller, event) {
        const done = await cancel(deps, caller.memberId, { meetingId: idIn(event.value), sequence: versionIn(event.value) });
        return said(caller, event, done.ok ? text.cancelled : refusalText[done.refusal]);
      },
    },
    forms: {
      'meeting.draft': preview,
      async 'meeting.announce'(caller, event) {
        const done = await announce(deps, caller.memberId, { draftId: idIn(event.context), revision: versionIn(event.context) });
        if (!done.ok) return replace(refusedForm(caller, done.refusal));
        return replace(saidForm(caller, done.before ? (done.told > 0 ? text.changed : text.changedUntold) : text.announced));
      },
    },
    shortcuts: {
      'meeting.new': async (caller) => open(formFor(caller, await openDraft(deps, caller.memberId, {}))),
    },
    options: {
      'meeting.departments': (caller, query) => searchDepartments(deps, caller.memberId, query),
      'meeting.members': (caller, query) => searchPeople(deps, caller.memberId, query),
    },
    async home(tx, caller): Promise<HomeSection[]> {
      if (!(await hasRight(tx, caller.memberId, 'meeting.organize'))) return [];
      // What they are expected at stands among their own meetings, with 请假 beside it.
      const { listed, organizer } = await listFor(tx, deps, caller.memberId);
      const organized = listed.filter(({ organizes }) => organizes);
      const reader = readerOf(deps, caller);
      return [{ part: 'role', blocks: listBlocks(organized, organizer, reader, { own: true }), shorter: organizedBlocks(reader) }];
    },
  };
}

/** `<id>:<version>` out of a button's value or a form's context: which one, and in which of its versions it was shown. */
const idIn = (value: string): string => value.split(':')[0] ?? '';
/** NaN where there is none, which no version equals. */
const versionIn = (value: string): number => Number(value.split(':')[1]);
