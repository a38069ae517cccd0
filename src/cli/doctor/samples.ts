import { dayMs, plus, type Zone } from '../../calendar/instant.js';
import { dateIn } from '../../calendar/plain-date.js';
import type { Reader } from '../../calendar/reader.js';
import { dateOf, startOfDay } from '../../calendar/zone.js';
import type { Chart } from '../../chat/card.js';
import { helpCard, longCard, outdatedCard, sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Locale, Text } from '../../chat/text.js';
import { heldNotice, notHandledCard, undeliveredNotice } from '../../delivery/notices.js';
import { strangerCard, strangerHintCard } from '../../org/cards.js';
import type { MemberId } from '../../org/member.js';
import { nudgedCard } from '../../participation/nudge/cards.js';
import { ownForm, unsentForm, versionForm } from '../../reflection/own/forms.js';
import { listBlocks, listForm } from '../../reflection/own/list-forms.js';
import { ScheduleSpec } from '../../reflection/policy.js';
import type { Prompt, PromptSet, PromptSets } from '../../reflection/prompt-sets.js';
import { answerForm } from '../../reflection/response/forms.js';
import type { Own } from '../../reflection/response/service.js';
import { sharedForm, shareForm } from '../../reflection/response/share-forms.js';
import * as cards from '../../reflection/round/cards.js';
import type { Round } from '../../reflection/round/round.js';
import { type Answers, MOST_CHARACTERS, SNOOZES } from '../../reflection/rules.js';
import { checkForm, detailForm, planForm, sentForm } from '../../reflection/schedule/forms.js';
import { deletedNotice } from '../../retention/text.js';
import type { Sample } from '../../slack/diagnosis.js';
import { attendanceSamples } from './attendance-samples.js';
import { balanceSamples } from './balance-samples.js';
import { bulletinSamples } from './bulletin-samples.js';
import { decideSamples } from './decide-samples.js';
import { leaveSamples } from './leave-samples.js';
import { meetingSamples } from './meeting-samples.js';
import { noticeSamples } from './notice-samples.js';
import { participationSamples } from './participation-samples.js';
import { requestSamples } from './request-samples.js';

/*
 * One of everything that siwen shows, filled as far as it can be: long names, and answers as long as they may get. With the office's own
 * prompt sets, since those are what an office changes.
 */

const NOW = startOfDay(dateIn(2026, 11, 24), 'Asia/Shanghai' as Zone);
/** The id of a member comes out of the roster. */
const AUTHOR = { id: '603-20081101-00017', name: '买买提·阿卜杜热合曼江' };
const SENTENCE: Text = { zh: '已收到，谢谢。', en: 'Received, thank you.' };
const CALLER = { memberId: AUTHOR.id } as const;

export function samplesOf(sets: PromptSets, zone: Zone, locale: Locale): Sample[] {
  const reader: Reader = { locale, zone, now: NOW };
  const all = [...sets.values()];
  return [
    ...all.flatMap((set) => ofSet(set, reader)),
    ...all.slice(0, 1).flatMap((set) => ofRound(set, sets, reader)),
    ...noticeSamples(reader),
    ...meetingSamples(reader),
    ...leaveSamples(reader),
    ...balanceSamples(reader),
    ...decideSamples(reader),
    ...requestSamples(reader),
    ...attendanceSamples(reader),
    ...bulletinSamples(reader),
    ...participationSamples(locale),
    ...ofOffice(reader),
  ];
}

const roundOf = (set: PromptSet): Round => ({
  id: 'V1StGXR8_Z5jdHi6B-myT',
  scheduleId: 'monthly-four-questions',
  occurrenceAt: NOW,
  set,
  opensAt: NOW,
  closesAt: plus(NOW, 3 * dayMs),
  state: 'open',
  trial: false,
});

/** As much as each prompt takes. */
const answersTo = (set: PromptSet): Answers => Object.fromEntries(set.prompts.map((prompt) => [prompt.id, longest(prompt)]));

function longest(prompt: Prompt): string {
  switch (prompt.kind) {
    case 'text':
    case 'longText':
      return '实'.repeat(MOST_CHARACTERS[prompt.kind]);
    case 'rating':
      return '5';
    case 'choice':
      return prompt.options.at(-1)?.id ?? '';
    case 'acknowledge':
      return 'yes';
  }
}

function ownOf(round: Round): Own {
  const answers = answersTo(round.set);
  return {
    round,
    ask: { memberId: AUTHOR.id as MemberId, answeredAt: NOW, late: true },
    may: 'edit',
    answers,
    draft: { answers, savedAt: NOW },
    versions: 12,
    submittedAt: NOW,
    gone: undefined,
    keptUntil: dateOf(NOW, 'Asia/Shanghai' as Zone),
    sharedWith: [{ leaderId: '101', name: AUTHOR.name, leads: true }],
  };
}

/** What shows the prompts themselves, or the answers. */
function ofSet(set: PromptSet, reader: Reader): Sample[] {
  const round = roundOf(set);
  const own = ownOf(round);
  const answers = answersTo(set);
  const submitted = { submittedAt: NOW, late: true, answers };
  return [
    { name: `askCard ${set.id}`, card: cards.askCard(round, reader, SNOOZES) },
    { name: `answerForm ${set.id}`, form: answerForm(own, reader) },
    { name: `answerForm ${set.id} of a draft from elsewhere`, form: answerForm(own, reader, answers) },
    { name: `ownForm ${set.id}`, form: ownForm(own, 0, reader) },
    { name: `unsentForm ${set.id}`, form: unsentForm(own, 0, reader) },
    { name: `versionForm ${set.id}`, form: versionForm({ round, version: 2, versions: 12, gone: undefined, ...submitted }, 0, reader) },
    { name: `sharedForm ${set.id}`, form: sharedForm({ round, memberId: AUTHOR.id, member: AUTHOR.name, ...submitted }, 0, reader) },
  ];
}

function ofRound(set: PromptSet, sets: PromptSets, reader: Reader): Sample[] {
  const round = roundOf(set);
  const { ask } = ownOf(round);
  const rounds = Array.from({ length: 10 }, () => ({ round, ask }));
  const spec = ScheduleSpec.parse({
    promptSet: set.id,
    audience: { kind: 'bureau' },
    recurrence: { freq: 'monthly', workday: 'last' },
    time: '15:00',
    window: { workdays: 3 },
    nudges: [{ hoursBefore: 24 }, { hoursBefore: 4 }],
  });
  const plan = { promptSet: set.id, audience: 'ranks', pattern: 'monthWorkday' } as const;
  const choices = { chosen: [], ranks: ['正厅级', '副厅级', '正处级', '副处级', '正科级', '副科级', '科员'] };
  const preview = {
    people: 3_000,
    closesAt: NOW,
    next: [NOW, plus(NOW, 30 * dayMs)],
    paused: false,
    silent: [720, 2],
    gone: [],
    names: [],
    open: [],
    waiting: undefined,
    again: { id: 'R'.repeat(21), answered: 0, opensAt: NOW, closesAt: NOW, people: 3_000 },
  };
  return [
    { name: 'answeredCard', card: cards.answeredCard(round, NOW, true, reader) },
    { name: 'closedCard', card: cards.closedCard(round, reader) },
    { name: 'reminderCard', card: cards.reminderCard(round, reader) },
    { name: 'settledReminderCard', card: cards.settledReminderCard(round, false, reader) },
    { name: 'sentenceCard', card: sentenceCard(SENTENCE, reader) },
    { name: 'sharedCard', card: cards.sharedCard(AUTHOR, round, reader) },
    { name: 'withdrawnCard', card: cards.withdrawnCard(round, true, reader) },
    { name: 'withdrawnReminderCard', card: cards.withdrawnReminderCard(round, reader) },
    { name: 'takenBackCard', card: cards.takenBackCard(AUTHOR, round, reader) },
    { name: 'expiredCard', card: cards.expiredCard(AUTHOR, round, reader) },
    { name: 'sentenceForm', form: sentenceForm(SENTENCE.zh, SENTENCE.zh, reader) },
    { name: 'shareForm', form: shareForm(round, reader) },
    { name: 'listForm', form: listForm({ rounds, more: true }, 1, reader) },
    { name: 'home', home: { blocks: listBlocks(rounds, reader) } },
    { name: 'planForm', form: planForm({}, spec, sets, reader) },
    { name: 'detailForm', form: detailForm(plan, spec, choices, reader) },
    { name: 'sentForm', form: sentForm({ round, people: 3_000, withoutAccount: 2_000 }, reader) },
    { name: 'checkForm', form: checkForm({ id: 'monthly', spec }, preview, sets, reader) },
  ];
}

/** What speaks of no prompts. */
function ofOffice(reader: Reader): Sample[] {
  const { locale } = reader;
  const name = '直属机关基层党组织建设工作领导小组办公室';
  const administrator = { ...CALLER, locale };
  return [
    {
      name: 'helpCard',
      card: helpCard([{ names: ['汇总', 'summary'], help: SENTENCE, run: () => Promise.resolve({ do: 'nothing' }) }], locale),
    },
    { name: 'outdatedCard', card: outdatedCard(locale) },
    { name: 'longCard', card: longCard(locale) },
    { name: 'strangerCard', card: strangerCard(locale) },
    { name: 'strangerHintCard', card: strangerHintCard({ userId: 'U0123456789', name: AUTHOR.name, email: 'a@example.cn' }, locale) },
    { name: 'chart', card: { summary: name, blocks: [trend(name)] } },
    {
      name: 'nudgedCard',
      card: nudgedCard(
        { nudged: 2_000, inMeeting: 500, already: 900, away: 100, tooLate: 300, own: 12, left: 40, unasked: 30, off: 20, at: NOW },
        reader,
      ),
    },
    { name: 'notHandledCard', card: notHandledCard() },
    { name: 'heldNotice', card: heldNotice('x', NOW).card(administrator) },
    {
      name: 'undeliveredNotice',
      card: undeliveredNotice({ refused: [{ code: 'user_disabled', count: 2 }], expired: 3, withoutAccount: 1 }, NOW).card(administrator),
    },
    {
      name: 'deletedNotice',
      card: deletedNotice(NOW, { responses: 3_000, reasons: 2, drafts: 12, words: 1, keys: 9, messages: 9, entries: 9 }).card(
        administrator,
      ),
    },
  ];
}

/** As many figures as a chart may have, under names that are too long for one. */
const trend = (name: string): Chart => ({
  kind: 'chart',
  look: 'line',
  title: name.repeat(3),
  categories: Array.from({ length: 12 }, (_, index) => `${name}${index}`),
  series: Array.from({ length: 6 }, (_, index) => ({ name: `${name}${index}`, values: Array.from({ length: 12 }, () => 98.3) })),
  unit: 'percent',
  alternative: Array.from({ length: 72 }, () => `${name} 98.3%`).join('，'),
});
