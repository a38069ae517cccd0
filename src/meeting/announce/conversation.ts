import { readerOf } from '../../calendar/reader.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent, CommandEvent, MessageEvent } from '../../chat/event.js';
import type { Form, FormValues } from '../../chat/form.js';
import type { HomeSection } from '../../chat/home.js';
import { open, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import { departmentOptions, peopleOptions } from '../../org/options.js';
import { hasRight } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { fillInCard, listBlocks } from './cards.js';
import { choicesFor, describe } from './describe.js';
import type { Problems } from './draft.js';
import type { Draft } from './draft-store.js';
import { announceForm } from './forms.js';
import { fillFromLine } from './one-line.js';
import { previewForm } from './preview.js';
import type { Refusal } from './refusal.js';
import { announce, cancel, checkDraft, listFor, openChange, openDraft, reopenDraft } from './service.js';
import { problemText, refusalText, text } from './text.js';

/** What people do with meetings: look, and organizers announce, change, call off. */
export function announceConversation(deps: MeetingDeps): Conversation {
  const place = (event: ActionEvent): ((form: Form) => Reply) => (event.from.surface === 'form' ? replace : open);
  const title = (caller: Caller) => say(text.title, caller.locale);
  const saidForm = (caller: Caller, sentence: Text): Form => sentenceForm(title(caller), say(sentence, caller.locale), caller);
  const refusedForm = (caller: Caller, refusal: Refusal): Form => saidForm(caller, refusalText[refusal]);

  /** Nothing typed is lost where there is no form to say it in: a press from a card answers with a card. */
  const said = (caller: Caller, event: ActionEvent, sentence: Text): Reply =>
    event.from.surface === 'form' ? replace(saidForm(caller, sentence)) : show(sentenceCard(sentence, caller));

  async function formFor(caller: Caller, opened: Awaited<ReturnType<typeof openDraft>>, unclear: readonly string[] = []): Promise<Form> {
    if (!opened.ok) return refusedForm(caller, opened.refusal);
    const choices = await deps.transact((tx) => choicesFor(tx, deps, opened.draft, opened.bureau));
    return announceForm(opened.draft, choices, unclear, readerOf(deps, caller));
  }

  const errors = (problems: Problems, caller: Caller): Reply => ({
    do: 'errors',
    errors: Object.fromEntries(Object.entries(problems).map(([field, problem]) => [field, say(problemText[problem], caller.locale)])),
  });

  async function preview(caller: Caller, draftId: Draft['id'], values: FormValues): Promise<Reply> {
    const checked = await checkDraft(deps, caller.memberId, draftId, values);
    if (!checked.ok) return checked.refusal === 'fields' ? errors(checked.problems, caller) : replace(refusedForm(caller, checked.refusal));
    const described = await deps.transact((tx) => describe(tx, deps, draftId, checked, caller.locale));
    return replace(previewForm(described, readerOf(deps, caller)));
  }

  async function list(tx: Tx, caller: Caller) {
    const { listed, organizer } = await listFor(tx, deps, caller.memberId);
    return listBlocks(listed, organizer, readerOf(deps, caller));
  }

  /** A line after the word fills the form; a slash command can open it, a typed word offers a button. */
  async function start(caller: Caller, line: string, event: CommandEvent | MessageEvent): Promise<Reply> {
    const { values, unclear } = fillFromLine(line, deps.clock.now(), deps.zone, caller.locale);
    const opened = await openDraft(deps, caller.memberId, values);
    if (!opened.ok) return show(sentenceCard(refusalText[opened.refusal], caller));
    return event.kind === 'command'
      ? open(await formFor(caller, opened, unclear))
      : show(fillInCard(opened.draft.id, unclear, readerOf(deps, caller)));
  }

  const forOrganizers = <T>(caller: Caller, find: (tx: Tx) => Promise<T[]>): Promise<T[]> =>
    deps.transact(async (tx) => ((await hasRight(tx, caller.memberId, 'meeting.organize')) ? find(tx) : []));

  return {
    commands: [
      {
        names: ['会议', 'meetings'],
        help: text.help,
        async run(caller, rest, event) {
          if (rest !== '') return start(caller, rest, event);
          const blocks = await deps.transact((tx) => list(tx, caller));
          return show({ summary: title(caller), blocks });
        },
      },
    ],
    actions: {
      'meeting.new': async (caller, event) => place(event)(await formFor(caller, await openDraft(deps, caller.memberId, {}))),
      'meeting.change': async (caller, event) => place(event)(await formFor(caller, await openChange(deps, caller.memberId, event.value))),
      'meeting.back': async (caller, event) => place(event)(await formFor(caller, await reopenDraft(deps, caller.memberId, event.value))),
      async 'meeting.cancel'(caller, event) {
        const done = await cancel(deps, caller.memberId, event.value);
        return said(caller, event, done.ok ? text.cancelled : refusalText[done.refusal]);
      },
    },
    forms: {
      'meeting.draft': (caller, event) => preview(caller, event.context, event.values),
      async 'meeting.announce'(caller, event) {
        const done = await announce(deps, caller.memberId, event.context);
        if (!done.ok) return replace(refusedForm(caller, done.refusal));
        return replace(saidForm(caller, done.before ? text.changed : text.announced));
      },
    },
    shortcuts: {
      'meeting.new': async (caller) => open(await formFor(caller, await openDraft(deps, caller.memberId, {}))),
    },
    options: {
      'meeting.departments': (caller, query) => forOrganizers(caller, (tx) => departmentOptions(tx, query)),
      'meeting.members': (caller, query) => forOrganizers(caller, (tx) => peopleOptions(tx, query)),
    },
    async home(tx, caller): Promise<HomeSection[]> {
      // What they are expected at stands among their own meetings, with 请假 beside it.
      const { listed, organizer } = await listFor(tx, deps, caller.memberId);
      if (!organizer) return [];
      const organized = listed.filter(({ organizes }) => organizes);
      return [{ part: 'role', blocks: listBlocks(organized, organizer, readerOf(deps, caller)) }];
    },
  };
}
