import type { Instant } from '../../calendar/instant.js';
import { type Reader, when } from '../../calendar/reader.js';
import { recurrenceWords } from '../../calendar/recurrence.js';
import type { Button, CardBlock, Option } from '../../chat/card.js';
import { sentenceForm } from '../../chat/cards.js';
import type { Field, Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import type { ScheduleSpec } from '../policy.js';
import type { PromptSets } from '../prompt-sets.js';
import type { OpenRound } from '../round/round.js';
import { AUDIENCES, audienceChoiceOf, type Draft, type Opened, PATTERNS, type Plan, patternOf } from './draft.js';
import { type DetailChoices, detailFields, RULED } from './fields.js';
import {
  audienceOf,
  audienceText,
  audienceWords,
  formText,
  nudgeText,
  patternText,
  peopleText,
  ruleText,
  silentText,
  windowText,
} from './form-text.js';
import type { Preview } from './outlook-service.js';
import type { Sent } from './service.js';
import { scheduleSentences, scheduleText } from './text.js';

const titleOf = ({ version }: Opened): Text => (version === undefined ? formText.newTitle : formText.changeTitle);

/** What, for whom, how often. `before`: the schedule that is being changed. */
export function planForm(opened: Opened, before: ScheduleSpec | undefined, sets: PromptSets, { locale }: Reader): Form {
  const options = (texts: readonly (readonly [string, Text])[]) => texts.map(([value, text]) => ({ label: say(text, locale), value }));
  const select = (name: string, label: Text, choices: readonly Option[], initial: string | undefined): Field => ({
    kind: 'field',
    name,
    label: say(label, locale),
    input: { kind: 'choice', look: 'select', options: choices, ...(initial === undefined ? {} : { initial }) },
  });
  const patterns = before && patternOf(before) === 'asItIs' ? ([...PATTERNS, 'asItIs'] as const) : PATTERNS;
  return {
    id: 'reflection.schedulePlan',
    title: say(titleOf(opened), locale),
    submit: say(formText.next, locale),
    close: say(formText.close, locale),
    context: JSON.stringify(opened),
    blocks: [
      select('promptSet', formText.promptSet, options([...sets.values()].map(({ id, title }) => [id, title])), before?.promptSet),
      select(
        'audience',
        formText.audience,
        options(AUDIENCES.map((one) => [one, audienceText[one]])),
        before && audienceChoiceOf(before.audience),
      ),
      select('pattern', formText.pattern, options(patterns.map((one) => [one, patternText[one]])), before && patternOf(before)),
    ],
  };
}

/** The details that the plan asks for, filled from `before` where they still fit. */
export function detailForm(plan: Plan, before: ScheduleSpec | undefined, choices: DetailChoices, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'reflection.scheduleDetail',
    title: say(titleOf(plan), locale),
    submit: say(formText.next, locale),
    close: say(formText.close, locale),
    context: JSON.stringify(plan),
    blocks: detailFields(plan, before, choices, reader),
  };
}

export const openNow = ({ opensAt, people, closesAt }: OpenRound, reader: Reader): Text =>
  scheduleSentences.openNow(when(opensAt, reader), people, when(closesAt, reader));

/** 撤回推送, which asks first. */
export const withdrawButton = ({ id, opensAt, people, answered }: Omit<OpenRound, 'closesAt'>, reader: Reader): Button => ({
  kind: 'button',
  id: 'reflection.withdraw',
  label: say(scheduleText.withdraw, reader.locale),
  value: id,
  style: 'danger',
  confirm: {
    title: say(scheduleText.withdraw, reader.locale),
    text: say(scheduleSentences.confirmWithdraw(when(opensAt, reader), people, answered), reader.locale),
    yes: say(scheduleText.yesWithdraw, reader.locale),
    no: say(scheduleText.noWithdraw, reader.locale),
    danger: true,
  },
});

/** What has just been sent, with the way back. */
export function sentForm({ round, people, withoutAccount }: Sent, reader: Reader): Form {
  const said = sentenceForm(
    say(scheduleText.sendNow, reader.locale),
    say(scheduleSentences.queued(people, withoutAccount), reader.locale),
    reader,
  );
  const back = withdrawButton({ id: round.id, opensAt: round.opensAt, people, answered: 0 }, reader);
  return { ...said, blocks: [...said.blocks, { kind: 'actions', elements: [back] }] };
}

/** New times on a day, or in a week, that has had its round already. */
export const againWords = ({ opensAt, people }: OpenRound, next: readonly Instant[], reader: Reader): Text =>
  scheduleSentences.comesAgain(
    when(opensAt, reader),
    people,
    next.slice(0, 1).map((at) => when(at, reader)),
  );

/** Before it is kept: what it comes to, for how many people, and when. */
export function checkForm(draft: Draft, preview: Preview, sets: PromptSets, reader: Reader): Form {
  const { locale } = reader;
  const { spec } = draft;
  const set = sets.get(spec.promptSet);
  const fact = (label: Text, value: string) => ({ label: say(label, locale), value });
  const note = (sentence: Text): CardBlock => ({ kind: 'note', text: [say(sentence, locale)] });
  const back: Button = { kind: 'button', id: 'reflection.scheduleBack', label: say(formText.back, locale) };
  return {
    id: 'reflection.scheduleSave',
    title: say(formText.checkTitle, locale),
    submit: say(formText.save, locale),
    close: say(formText.close, locale),
    context: JSON.stringify(draft),
    blocks: [
      {
        kind: 'facts',
        facts: [
          fact(formText.promptSet, set ? say(set.title, locale) : spec.promptSet),
          fact(
            formText.audience,
            say(
              audienceOf(audienceWords(spec, audienceChoiceOf(spec.audience), preview.names, locale), peopleText(preview.people)),
              locale,
            ),
          ),
          fact(formText.pattern, recurrenceWords(spec.recurrence, spec.time, locale)),
          fact(formText.window, say(windowText(spec.window), locale)),
          fact(
            formText.nudge,
            spec.nudges.map(({ hoursBefore }) => say(nudgeText(hoursBefore), locale)).join(locale === 'en' ? ', ' : '、') ||
              say(formText.noNudge, locale),
          ),
          ...(RULED.has(patternOf(spec)) ? [fact(formText.rule, say(ruleText[spec.workdayRule], locale))] : []),
        ],
      },
      ...(preview.silent.length > 0 ? [note(silentText(preview.silent))] : []),
      ...(preview.people === 0 ? [note(formText.nobody)] : []),
      ...(preview.again ? [note(againWords(preview.again, preview.next, reader))] : []),
      ...(preview.next.length === 0
        ? [note(preview.paused ? scheduleText.isPaused : formText.never)]
        : [
            { kind: 'text' as const, text: [{ text: say(formText.nextFive, locale), bold: true }] },
            { kind: 'list' as const, items: preview.next.map((at) => [when(at, reader)]) },
          ]),
      { kind: 'actions', elements: [back] },
    ],
  };
}
