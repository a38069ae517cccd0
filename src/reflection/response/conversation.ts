import { type Reader, readerOf, when } from '../../calendar/reader.js';
import type { CardBlock } from '../../chat/card.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent, SubmissionEvent } from '../../chat/event.js';
import type { HomeSection } from '../../chat/home.js';
import { close, place, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import type { ReflectionDeps } from '../deps.js';
import { ownForm } from '../own/forms.js';
import { listBlocks } from '../own/list-forms.js';
import { type Listed, listPastIn, listTasks, openTasks } from '../own/service.js';
import { answerButton, title } from '../round/cards.js';
import { SNOOZES } from '../rules.js';
import { fieldText, ownRefusalText, refusalText, sentences, text } from '../text.js';
import { answersOf } from './answers.js';
import { answerForm, inContext } from './forms.js';
import { openOwn, saveDraft, submit } from './service.js';
import { snooze } from './task-service.js';

/** Two blocks each: a message takes 50, Home 100 for all rooms (src/block-kit/limits.ts). */
const MOST_TASKS = 10;
const MOST_PAST = 3;

/** What is asked and answered: buttons, forms and words of 四提醒 and 四问 → use cases. */
export function reflectionConversation(deps: ReflectionDeps): Conversation {
  const says = (caller: Caller, sentence: Text): Reply => show(sentenceCard(sentence, caller));

  async function openRoundForm(caller: Caller, event: ActionEvent): Promise<Reply> {
    const opened = await openOwn(deps, { roundId: event.value, memberId: caller.memberId });
    if (!opened.ok) return says(caller, refusalText[opened.refusal]);
    const reader = readerOf(deps, caller);
    const form = opened.own.may === 'closed' ? ownForm(opened.own, 0, reader) : answerForm(opened.own, reader);
    return place(event, form);
  }

  function taskBlocks({ rounds, more }: Listed, reader: Reader): CardBlock[] {
    const { locale } = reader;
    return [
      ...rounds.flatMap(({ round }): CardBlock[] => [
        {
          kind: 'text',
          text: [{ text: title(round, reader), bold: true }, `　${say(text.until, locale)} ${when(round.closesAt, reader)}`],
        },
        { kind: 'actions', elements: [answerButton(round, text.answer, reader, 'primary')] },
      ]),
      ...(more ? [{ kind: 'note' as const, text: [say(text.moreOpen, locale)] }] : []),
    ];
  }

  async function taskCard(caller: Caller, setId?: string): Promise<Reply> {
    const tasks = await listTasks(deps, caller.memberId, MOST_TASKS, setId);
    if (tasks.rounds.length === 0) return pastCard(caller, setId);
    return show({ summary: say(text.waiting, caller.locale), blocks: taskBlocks(tasks, readerOf(deps, caller)) });
  }

  /** Where nothing of it is open: what there was, to look at, edit or answer late. */
  async function pastCard(caller: Caller, setId?: string): Promise<Reply> {
    const past = setId === undefined ? [] : await listPastIn(deps, caller.memberId, setId, MOST_PAST);
    if (past.length === 0) return says(caller, text.nothingOpen);
    return show({ summary: say(text.mine, caller.locale), blocks: listBlocks(past, readerOf(deps, caller)) });
  }

  async function home(tx: Tx, caller: Caller): Promise<HomeSection[]> {
    const tasks = await openTasks(tx, deps, caller.memberId, MOST_TASKS);
    const none: CardBlock = { kind: 'note', text: [say(text.nothingOpen, caller.locale)] };
    const blocks = tasks.rounds.length === 0 ? [none] : taskBlocks(tasks, readerOf(deps, caller));
    return [{ part: 'tasks', blocks: [{ kind: 'heading', text: say(text.waiting, caller.locale) }, ...blocks] }];
  }

  /** Whatever the reason, the form stays open with everything that was typed. */
  function keepOpen(caller: Caller, event: SubmissionEvent, sentence: Text): Reply {
    const [first] = Object.keys(event.values);
    const words = say(sentence, caller.locale);
    if (first === undefined) return replace(sentenceForm(say(text.answer, caller.locale), words, caller));
    return { do: 'errors', errors: { [first]: words } };
  }

  return {
    commands: [
      {
        names: ['作答', 'answer'],
        help: { zh: '列出等你作答的内容', en: 'what is waiting for your answer' },
        run: (caller) => taskCard(caller),
      },
      ...[...deps.promptSets.values()].map((set) => ({
        names: [set.title.zh, set.id],
        help: { zh: `作答或查看${set.title.zh}`, en: `answer or view the ${set.title.en}` },
        run: (caller: Caller) => taskCard(caller, set.id),
      })),
    ],
    actions: {
      'reflection.answer': openRoundForm,
      async 'reflection.draft'(caller, event) {
        if (event.from.surface !== 'form') return says(caller, text.nothingOpen);
        const { roundId, draftAt } = inContext(event.from.context);
        const key = { roundId, memberId: caller.memberId };
        const answers = answersOf(event.from.values);
        const saved = await saveDraft(deps, { ...key, answers, draftAt });
        if (!saved.ok && saved.refusal !== 'draft-newer') return says(caller, { ...refusalText, ...fieldText }[saved.refusal]);
        const opened = await openOwn(deps, key);
        if (!opened.ok) return says(caller, refusalText[opened.refusal]);
        return replace(answerForm(opened.own, readerOf(deps, caller), saved.ok ? undefined : answers));
      },
      async 'reflection.snooze'(caller, event) {
        const [choice, roundId = ''] = event.value.split(':');
        const wanted = SNOOZES.find((one) => one === choice);
        if (!wanted) return says(caller, ownRefusalText['snooze-too-late']);
        const set = await snooze(deps, { roundId, memberId: caller.memberId, snooze: wanted });
        return set.ok ? says(caller, sentences.snoozed(when(set.at, readerOf(deps, caller)))) : says(caller, set.text);
      },
    },
    forms: {
      async 'reflection.submit'(caller, event) {
        const result = await submit(deps, {
          ...inContext(event.context),
          memberId: caller.memberId,
          submission: `${event.key}:${event.press}`,
          answers: answersOf(event.values),
        });
        if (result.ok) return close;
        if (result.refusal !== 'fields') return keepOpen(caller, event, refusalText[result.refusal]);
        const errors = Object.entries(result.fields).map(([name, refusal]) => [name, say(fieldText[refusal], caller.locale)]);
        return { do: 'errors', errors: Object.fromEntries(errors) };
      },
    },
    home,
  };
}
