import type { Instant } from '../../calendar/instant.js';
import { type Reader, readerOf, when } from '../../calendar/reader.js';
import { recurrenceWords } from '../../calendar/recurrence.js';
import type { Button, CardBlock } from '../../chat/card.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { Form } from '../../chat/form.js';
import type { HomeSection } from '../../chat/home.js';
import { numberIn } from '../../chat/number-in.js';
import { parsed } from '../../chat/parsed.js';
import { open, place, type Reply, replace, show } from '../../chat/reply.js';
import { say } from '../../chat/text.js';
import type { MemberId } from '../../org/member.js';
import type { ReflectionDeps } from '../deps.js';
import { asks } from '../round/cards.js';
import { sentences, text } from '../text.js';
import { audienceChoiceOf, Previewed } from './draft.js';
import { scheduleEditing } from './editing.js';
import { audienceWords, formText } from './form-text.js';
import { openNow, sentForm, withdrawButton } from './forms.js';
import { listOutlooks, type Outlook, outlooks, preview } from './outlook-service.js';
import { type Schedule, versionOf } from './schedule.js';
import {
  type Done,
  listSchedules,
  mayKeepSchedules,
  maySchedule,
  pauseSchedule,
  sendSchedule,
  sendTrial,
  withdrawSent,
} from './service.js';
import { scheduleRefusalText, scheduleSentences, scheduleText } from './text.js';

/** Two blocks each; a card takes 50, and Home has other parts. */
const ON_CARD = 10;
/** A form takes 100 blocks. */
const ON_PAGE = 20;

/** More of the same questions at once are somebody's mistake already. */
const MOST_OPEN = 3;

/** What administrators do with schedules: look, pause, resume, try, send now. */
export function scheduleConversation(deps: ReflectionDeps): Conversation {
  const actor = (caller: Caller) => ({ member: caller.memberId as MemberId });
  const button = (id: Button['id'], label: string, value: string, style?: 'primary'): Button => ({
    kind: 'button',
    id,
    label,
    value,
    ...(style ? { style } : {}),
  });

  function scheduleBlocks({ schedule, people, next }: Outlook, reader: Reader): CardBlock[] {
    const { locale } = reader;
    const set = deps.promptSets.get(schedule.spec.promptSet);
    const coming = schedule.paused ? say(scheduleText.paused, locale) : next && say(scheduleSentences.next(when(next, reader)), locale);
    return [
      {
        kind: 'text',
        text: [
          { text: set ? say(set.title, locale) : schedule.id, bold: true },
          `　${recurrenceWords(schedule.spec.recurrence, schedule.spec.time, locale)}　${say(scheduleSentences.people(people), locale)}　${coming ?? ''}`,
        ],
      },
      {
        kind: 'actions',
        elements: [
          button('reflection.schedule', say(scheduleText.preview, locale), schedule.id),
          button(
            schedule.paused ? 'reflection.resume' : 'reflection.pause',
            say(schedule.paused ? scheduleText.resume : scheduleText.pause, locale),
            schedule.id,
          ),
          button('reflection.trial', say(scheduleText.trial, locale), schedule.spec.promptSet),
        ],
      },
    ];
  }

  /** `most`: 0 where there is no room for them, and no sentence either. */
  function listBlocks(listed: readonly Outlook[], caller: Caller, most = ON_CARD): CardBlock[] {
    const reader = readerOf(deps, caller);
    const { locale } = caller;
    const blocks = listed.slice(0, most).flatMap((outlook) => scheduleBlocks(outlook, reader));
    const isMore = listed.length > most;
    return [
      { kind: 'heading', text: say(scheduleText.title, locale) },
      ...(listed.length === 0 ? [{ kind: 'note' as const, text: [say(scheduleText.none, locale)] }] : blocks),
      ...(isMore && most > 0 ? [{ kind: 'note' as const, text: [say(scheduleSentences.first(most, listed.length), locale)] }] : []),
      {
        kind: 'actions',
        elements: [
          ...(isMore ? [button('reflection.schedules', say(scheduleText.all, locale), '0')] : []),
          button('reflection.newSchedule', say(scheduleText.create, locale), ''),
        ],
      },
    ];
  }

  /** Every schedule, a page at a time. */
  function listForm(listed: readonly Outlook[], page: number, caller: Caller): Form {
    const reader = readerOf(deps, caller);
    const { locale } = caller;
    const pages = Math.max(1, Math.ceil(listed.length / ON_PAGE));
    const here = Math.min(page, pages - 1);
    const turn = (to: number, label: string) => button('reflection.schedules', label, `${to}`);
    const turns = [
      ...(here > 0 ? [turn(here - 1, say(text.previous, locale))] : []),
      ...(here < pages - 1 ? [turn(here + 1, say(text.next, locale))] : []),
    ];
    return {
      id: 'reflection.scheduleList',
      title: say(scheduleText.title, locale),
      close: say(scheduleText.close, locale),
      context: '',
      blocks: [
        ...(listed.length === 0 ? [{ kind: 'note' as const, text: [say(scheduleText.none, locale)] }] : []),
        ...listed.slice(here * ON_PAGE, (here + 1) * ON_PAGE).flatMap((outlook) => scheduleBlocks(outlook, reader)),
        ...(turns.length > 0 ? [{ kind: 'actions' as const, elements: turns }] : []),
      ],
    };
  }

  const said = (caller: Caller, result: Done, sentence: string): Reply => {
    const words = result.ok ? sentence : say(scheduleRefusalText[result.refusal], caller.locale);
    return show(sentenceCard({ zh: words, en: words }, caller));
  };

  const nextBlocks = (next: readonly Instant[], reader: Reader): CardBlock[] => [
    { kind: 'text', text: [{ text: say(scheduleText.nextFive, reader.locale), bold: true }] },
    { kind: 'list', items: next.map((at) => [when(at, reader)]) },
  ];

  /** Before anything goes to many people: how many, until when, and one more press. */
  async function previewForm(caller: Caller, schedule: Schedule): Promise<Form> {
    const reader = readerOf(deps, caller);
    const { locale } = caller;
    const { people, next, paused, closesAt, gone, names, open: opened, waiting } = await preview(deps, schedule.spec, schedule);
    const set = deps.promptSets.get(schedule.spec.promptSet);
    return {
      id: 'reflection.schedule',
      title: set ? say(set.title, locale) : say(scheduleText.title, locale),
      close: say(scheduleText.close, locale),
      context: JSON.stringify({
        id: schedule.id,
        version: versionOf(schedule),
        request: deps.newId(),
        newest: opened[0]?.opensAt ?? 0,
      } satisfies Previewed),
      blocks: [
        { kind: 'text', text: [recurrenceWords(schedule.spec.recurrence, schedule.spec.time, locale)] },
        {
          kind: 'text',
          text: [
            `${audienceWords(schedule.spec, audienceChoiceOf(schedule.spec.audience), names, locale)}　${say(scheduleSentences.people(people), locale)}`,
          ],
        },
        ...(gone.length > 0 ? [{ kind: 'note' as const, text: [say(sentences.gone(gone), locale)] }] : []),
        { kind: 'text', text: [say(scheduleSentences.until(when(closesAt, reader)), locale)] },
        ...opened.slice(0, MOST_OPEN).flatMap((round): CardBlock[] => [
          { kind: 'note', text: [say(openNow(round, reader), locale)] },
          { kind: 'actions', elements: [withdrawButton(round, reader)] },
        ]),
        ...(waiting
          ? [
              {
                kind: 'note' as const,
                text: [say(scheduleSentences.waiting(when(waiting.opensAt, reader), when(waiting.comesAt, reader)), locale)],
              },
            ]
          : []),
        ...(paused ? [{ kind: 'note' as const, text: [say(scheduleText.isPaused, locale)] }] : nextBlocks(next, reader)),
        ...(set ? [{ kind: 'divider' as const }, ...asks(set, reader)] : []),
        {
          kind: 'actions',
          elements: [
            {
              ...button('reflection.send', say(scheduleText.sendNow, locale), schedule.id, 'primary'),
              confirm: {
                title: say(scheduleText.sendNow, locale),
                text: say(scheduleSentences.confirmSend(people, when(closesAt, reader), opened.length > 0), locale),
                yes: say(scheduleText.send, locale),
                no: say(scheduleText.cancel, locale),
              },
            },
            button('reflection.trial', say(scheduleText.trial, locale), schedule.spec.promptSet),
            button('reflection.changeSchedule', say(formText.change, locale), schedule.id),
            {
              ...button('reflection.removeSchedule', say(formText.remove, locale), schedule.id),
              style: 'danger',
              confirm: {
                title: say(formText.remove, locale),
                text: say(formText.removeText, locale),
                yes: say(formText.remove, locale),
                no: say(formText.keep, locale),
                danger: true,
              },
            },
          ],
        },
      ],
    };
  }

  const findIn = async (id: string) => (await listSchedules(deps)).find((schedule) => schedule.id === id);
  const editing = scheduleEditing(deps);
  const noRight = (caller: Caller): Reply => said(caller, { ok: false, refusal: 'right-missing' }, '');

  return {
    commands: [
      {
        names: ['推送', 'schedules'],
        help: scheduleText.help,
        async run(caller) {
          if (!(await maySchedule(deps, caller.memberId))) return noRight(caller);
          return show({ summary: say(scheduleText.title, caller.locale), blocks: listBlocks(await listOutlooks(deps), caller) });
        },
      },
    ],
    forms: editing.forms ?? {},
    options: editing.options ?? {},
    actions: {
      ...editing.actions,
      async 'reflection.schedule'(caller, event) {
        if (!(await maySchedule(deps, caller.memberId))) return noRight(caller);
        const schedule = await findIn(event.value);
        return schedule ? open(await previewForm(caller, schedule)) : said(caller, { ok: false, refusal: 'schedule-unknown' }, '');
      },
      async 'reflection.schedules'(caller, event) {
        if (!(await maySchedule(deps, caller.memberId))) return noRight(caller);
        return place(event, listForm(await listOutlooks(deps), numberIn(event.value), caller));
      },
      async 'reflection.pause'(caller, event) {
        return said(caller, await pauseSchedule(deps, actor(caller), event.value, true), say(scheduleText.pausedNow, caller.locale));
      },
      async 'reflection.resume'(caller, event) {
        return said(caller, await pauseSchedule(deps, actor(caller), event.value, false), say(scheduleText.resumedNow, caller.locale));
      },
      async 'reflection.trial'(caller, event) {
        return said(caller, await sendTrial(deps, actor(caller), event.value, event.key), say(scheduleText.trialSent, caller.locale));
      },
      async 'reflection.send'(caller, event) {
        const previewed = event.from.surface === 'form' ? parsed(Previewed, event.from.context) : undefined;
        if (!previewed) return said(caller, { ok: false, refusal: 'schedule-unknown' }, '');
        const sent = await sendSchedule(deps, actor(caller), previewed);
        if (sent.ok) return replace(sentForm(sent, readerOf(deps, caller)));
        const words = say(scheduleRefusalText[sent.refusal], caller.locale);
        return replace(sentenceForm(say(scheduleText.sendNow, caller.locale), words, caller));
      },
      async 'reflection.withdraw'(caller, event) {
        const taken = await withdrawSent(deps, actor(caller), event.value);
        const words = say(taken.ok ? scheduleText.withdrawn : scheduleRefusalText[taken.refusal], caller.locale);
        return replace(sentenceForm(say(scheduleText.withdraw, caller.locale), words, caller));
      },
    },
    async home(tx, caller): Promise<HomeSection[]> {
      if (!(await mayKeepSchedules(tx, caller.memberId))) return [];
      const listed = await outlooks(tx, deps);
      return [{ part: 'role', blocks: listBlocks(listed, caller), shorter: listBlocks(listed, caller, 0) }];
    },
  };
}
