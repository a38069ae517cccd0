import type { Caller, Conversation } from '../chat/dispatch.js';
import type { ActionEvent } from '../chat/event.js';
import type { HomeSection } from '../chat/home.js';
import { close, open, type Reply, replace, show } from '../chat/reply.js';
import { say, type Text } from '../chat/text.js';
import { answersOf } from './answers.js';
import { answerButton, type Reader, sentenceCard, title, when } from './cards.js';
import type { ReflectionDeps } from './deps.js';
import { answerForm, exportButton, listBlocks, listForm, ownForm, PAGE, sentenceForm, sharedForm, shareForm } from './forms.js';
import { erase, listOwn, openOwn, saveDraft, submit } from './response-service.js';
import { SNOOZES } from './rules.js';
import { findLeaders, look, share, unshare } from './share-service.js';
import { requestExport, snooze } from './task-service.js';
import { fieldText, ownRefusalText, refusalText, sentences, text } from './text.js';

const ON_HOME = 5;

/** Buttons, forms and words of 四提醒 and 四问 → use cases. */
export function reflectionConversation(deps: ReflectionDeps): Conversation {
  const readerFor = (caller: Caller): Reader => ({ locale: caller.locale, zone: deps.zone, now: deps.clock.now() });
  const says = (caller: Caller, sentence: Text): Reply => show(sentenceCard(sentence, caller));

  /** A press may come from a form, which is then replaced, or from a card or Home, over which one opens. */
  const place = (event: ActionEvent) => (event.from.surface === 'form' ? replace : open);

  async function openRoundForm(caller: Caller, event: ActionEvent): Promise<Reply> {
    const opened = await openOwn(deps, { roundId: event.value, memberId: caller.memberId });
    if (!opened.ok) return says(caller, refusalText[opened.refusal]);
    const form = opened.own.may === 'closed' ? ownForm : answerForm;
    return place(event)(form(opened.own, readerFor(caller)));
  }

  async function viewOwn(caller: Caller, roundId: string, how: (form: ReturnType<typeof ownForm>) => Reply): Promise<Reply> {
    const opened = await openOwn(deps, { roundId, memberId: caller.memberId });
    return opened.ok ? how(ownForm(opened.own, readerFor(caller))) : says(caller, refusalText[opened.refusal]);
  }

  async function listed(caller: Caller, page: number) {
    return listForm(await listOwn(deps, caller.memberId, { offset: page * PAGE, limit: PAGE }), page, readerFor(caller));
  }

  async function openTasks(caller: Caller) {
    const { rounds } = await listOwn(deps, caller.memberId, { offset: 0, limit: 50 });
    const now = deps.clock.now();
    return rounds.filter(({ round, ask }) => ask.answeredAt === undefined && round.state === 'open' && now < round.closesAt);
  }

  async function taskCard(caller: Caller, setId?: string): Promise<Reply> {
    const reader = readerFor(caller);
    const tasks = (await openTasks(caller)).filter(({ round }) => setId === undefined || round.set.id === setId);
    if (tasks.length === 0) return says(caller, text.nothingOpen);
    return show({
      summary: say(text.waiting, caller.locale),
      blocks: tasks.flatMap(({ round }) => [
        {
          kind: 'text' as const,
          text: [{ text: title(round, reader), bold: true }, `　${say(text.until, caller.locale)} ${when(round.closesAt, reader)}`],
        },
        { kind: 'actions' as const, elements: [answerButton(round, text.answer, reader, 'primary')] },
      ]),
    });
  }

  async function home(caller: Caller): Promise<HomeSection[]> {
    const reader = readerFor(caller);
    const { locale } = caller;
    const tasks = await openTasks(caller);
    const { rounds, more } = await listOwn(deps, caller.memberId, { offset: 0, limit: ON_HOME });
    const done = rounds.filter(({ round }) => !tasks.some((task) => task.round.id === round.id));
    return [
      {
        part: 'tasks',
        blocks: [
          { kind: 'heading', text: say(text.waiting, locale) },
          ...(tasks.length === 0 ? [{ kind: 'note' as const, text: [say(text.nothingOpen, locale)] }] : []),
          ...tasks.flatMap(({ round }) => [
            {
              kind: 'text' as const,
              text: [{ text: title(round, reader), bold: true }, `　${say(text.until, locale)} ${when(round.closesAt, reader)}`],
            },
            { kind: 'actions' as const, elements: [answerButton(round, text.answer, reader, 'primary')] },
          ]),
        ],
      },
      {
        part: 'history',
        blocks: [
          { kind: 'heading', text: say(text.mine, locale) },
          ...(done.length === 0 ? [{ kind: 'note' as const, text: [say(text.noneYet, locale)] }] : listBlocks(done, reader)),
          {
            kind: 'actions',
            elements: [
              ...(more || done.length > 0
                ? [{ kind: 'button' as const, id: 'reflection.all' as const, label: say(text.all, locale) }]
                : []),
              exportButton(reader),
            ],
          },
          { kind: 'note', text: [say(text.privacy, locale)] },
        ],
      },
    ];
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
        help: { zh: `作答或查看${set.title.zh}`, en: `answer the ${set.title.en}` },
        run: (caller: Caller) => taskCard(caller, set.id),
      })),
    ],
    actions: {
      'reflection.answer': openRoundForm,
      'reflection.view': (caller, event) => viewOwn(caller, event.value, place(event)),
      'reflection.all': async (caller) => open(await listed(caller, 0)),
      'reflection.page': async (caller, event) => replace(await listed(caller, /^\d{1,6}$/.test(event.value) ? Number(event.value) : 0)),
      async 'reflection.draft'(caller, event) {
        if (event.from.surface !== 'form') return says(caller, text.nothingOpen);
        const key = { roundId: event.from.context, memberId: caller.memberId };
        const saved = await saveDraft(deps, { ...key, answers: answersOf(event.from.values) });
        if (!saved.ok) return says(caller, refusalText[saved.refusal]);
        const opened = await openOwn(deps, key);
        return opened.ok ? replace(answerForm(opened.own, readerFor(caller))) : says(caller, refusalText[opened.refusal]);
      },
      async 'reflection.snooze'(caller, event) {
        const [choice, roundId = ''] = event.value.split(':');
        const wanted = SNOOZES.find((one) => one === choice);
        if (!wanted) return says(caller, ownRefusalText['snooze-too-late']);
        const set = await snooze(deps, { roundId, memberId: caller.memberId, snooze: wanted });
        return set.ok ? says(caller, sentences.snoozed(when(set.at, readerFor(caller)))) : says(caller, set.text);
      },
      async 'reflection.export'(caller, event) {
        await requestExport(deps, { memberId: caller.memberId, request: event.key });
        return says(caller, text.exported);
      },
      async 'reflection.erase'(caller, event) {
        await erase(deps, caller.memberId, { roundId: event.value });
        return viewOwn(caller, event.value, place(event));
      },
      async 'reflection.eraseAll'(caller, event) {
        await erase(deps, caller.memberId, 'everything');
        return place(event)(sentenceForm(say(text.mine, caller.locale), say(text.erased, caller.locale), readerFor(caller)));
      },
      'reflection.share': async (caller, event) => open(shareForm({ id: event.value }, readerFor(caller))),
      async 'reflection.unshare'(caller, event) {
        const [roundId = '', leaderId = ''] = event.value.split(':');
        await unshare(deps, { roundId, memberId: caller.memberId, leaderId });
        return viewOwn(caller, roundId, place(event));
      },
      async 'reflection.look'(caller, event) {
        const [memberId = '', roundId = ''] = event.value.split(':');
        const seen = await look(deps, { roundId, memberId, leaderId: caller.memberId });
        return seen.ok ? open(sharedForm(seen, readerFor(caller))) : says(caller, ownRefusalText[seen.refusal]);
      },
    },
    forms: {
      async 'reflection.submit'(caller, event) {
        const result = await submit(deps, {
          roundId: event.context,
          memberId: caller.memberId,
          submission: `${event.key}:${event.press}`,
          answers: answersOf(event.values),
        });
        if (result.ok) return close;
        if (result.refusal !== 'fields')
          return replace(sentenceForm(say(text.answer, caller.locale), say(refusalText[result.refusal], caller.locale), readerFor(caller)));
        const errors = Object.entries(result.fields).map(([name, refusal]) => [name, say(fieldText[refusal], caller.locale)]);
        return { do: 'errors', errors: Object.fromEntries(errors) };
      },
      async 'reflection.shareWith'(caller, event) {
        const leaderId = typeof event.values.leader === 'string' ? event.values.leader : '';
        const shared = await share(deps, { roundId: event.context, memberId: caller.memberId, leaderId });
        if (!shared.ok) return { do: 'errors', errors: { leader: say(ownRefusalText[shared.refusal], caller.locale) } };
        return replace(
          sentenceForm(say(text.shareTitle, caller.locale), say(sentences.sharedByYou(shared.leader), caller.locale), readerFor(caller)),
        );
      },
    },
    shortcuts: {
      'reflection.open': async (caller) => open(await listed(caller, 0)),
    },
    options: {
      'reflection.leaders': async (caller, query) =>
        (await findLeaders(deps, caller.memberId, query)).map((leader) => ({
          label: `${leader.name}（${leader.position ?? leader.rank}）`,
          value: leader.id,
        })),
    },
    home,
  };
}
