import { customAlphabet } from 'nanoid';
import { readerOf } from '../../calendar/reader.js';
import { sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { Form } from '../../chat/form.js';
import { parsed } from '../../chat/parsed.js';
import { place, replace } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { MemberId } from '../../org/member.js';
import { listedIn } from '../../org/options.js';
import type { ReflectionDeps } from '../deps.js';
import { audienceChoiceOf, Draft, Opened, Plan, patternOf, specFrom } from './draft.js';
import { fieldText, formText } from './form-text.js';
import { checkForm, detailForm, planForm } from './forms.js';
import { preview } from './outlook-service.js';
import { versionOf } from './schedule.js';
import { findDepartments, findPeople } from './search.js';
import { listSchedules, maySchedule, removeSchedule, type ScheduleRefusal, saveDraft } from './service.js';
import { scheduleRefusalText } from './text.js';

/** Letters that can't be misread, for the end of an id that a person may type at the command line. */
const ending = customAlphabet('abcdefghjkmnpqrstuvwxyz23456789', 4);
/** Slack: Modal views, private_metadata. */
const LONGEST_CONTEXT = 3_000;

/** Administrators make and change schedules: three forms (draft.ts). */
export function scheduleEditing(deps: ReflectionDeps): Conversation {
  const said = (caller: Caller, sentence: Text): Form =>
    sentenceForm(say(formText.title, caller.locale), say(sentence, caller.locale), readerOf(deps, caller));
  const refused = (caller: Caller, refusal: ScheduleRefusal): Form => said(caller, scheduleRefusalText[refusal]);
  const find = async (id: string | undefined) => (await listSchedules(deps)).find((schedule) => schedule.id === id);

  async function openPlan(caller: Caller, id: string | undefined): Promise<Form> {
    if (!(await maySchedule(deps, caller.memberId))) return refused(caller, 'right-missing');
    if (id === undefined) return planForm({}, undefined, deps.promptSets, readerOf(deps, caller));
    const schedule = await find(id);
    if (!schedule) return refused(caller, 'schedule-unknown');
    return planForm({ id, version: versionOf(schedule) }, schedule.spec, deps.promptSets, readerOf(deps, caller));
  }

  async function openDetail(caller: Caller, plan: Plan, filled: Draft['spec'] | undefined): Promise<Form> {
    const chosen = filled ? await deps.transact((tx) => listedIn(tx, filled.audience)) : [];
    return detailForm(plan, filled, { chosen, ranks: deps.ranks }, readerOf(deps, caller));
  }

  return {
    actions: {
      'reflection.newSchedule': async (caller, event) => place(event, await openPlan(caller, undefined)),
      'reflection.changeSchedule': async (caller, event) => place(event, await openPlan(caller, event.value)),
      async 'reflection.removeSchedule'(caller, event) {
        const removed = await removeSchedule(deps, { member: caller.memberId as MemberId }, event.value);
        return place(event, removed.ok ? said(caller, formText.removed) : refused(caller, removed.refusal));
      },
      async 'reflection.scheduleBack'(caller, event) {
        const draft = event.from.surface === 'form' ? parsed(Draft, event.from.context) : undefined;
        if (!draft) return place(event, refused(caller, 'schedule-unknown'));
        if (!(await maySchedule(deps, caller.memberId))) return replace(refused(caller, 'right-missing'));
        const { spec, id, version } = draft;
        const plan = { id, version, promptSet: spec.promptSet, audience: audienceChoiceOf(spec.audience), pattern: patternOf(spec) };
        return replace(await openDetail(caller, plan, spec));
      },
    },
    forms: {
      async 'reflection.schedulePlan'(caller, event) {
        const opened = parsed(Opened, event.context);
        const plan = opened && Plan.safeParse({ ...opened, ...event.values }).data;
        if (!plan) return replace(refused(caller, 'schedule-unknown'));
        if (!(await maySchedule(deps, caller.memberId))) return replace(refused(caller, 'right-missing'));
        const id = plan.id ?? `${plan.promptSet.slice(0, 30)}-${ending()}`;
        return replace(await openDetail(caller, { ...plan, id }, plan.version === undefined ? undefined : (await find(plan.id))?.spec));
      },
      async 'reflection.scheduleDetail'(caller, event) {
        const plan = parsed(Plan, event.context);
        if (plan?.id === undefined) return replace(refused(caller, 'schedule-unknown'));
        if (!(await maySchedule(deps, caller.memberId))) return replace(refused(caller, 'right-missing'));
        const before = plan.version === undefined ? undefined : await find(plan.id);
        const detailed = specFrom(plan, event.values, before?.spec);
        if (!detailed.ok) {
          const sentence = detailed.field === 'cron' ? fieldText.cron : fieldText.other;
          return { do: 'errors', errors: { [detailed.field]: say(sentence, caller.locale) } };
        }
        const draft: Draft = { id: plan.id, ...(plan.version === undefined ? {} : { version: plan.version }), spec: detailed.spec };
        if (JSON.stringify(draft).length > LONGEST_CONTEXT)
          return { do: 'errors', errors: { [plan.audience]: say(fieldText.members, caller.locale) } };
        return replace(checkForm(draft, await preview(deps, detailed.spec, before), deps.promptSets, readerOf(deps, caller)));
      },
      async 'reflection.scheduleSave'(caller, event) {
        const draft = parsed(Draft, event.context);
        if (!draft) return replace(refused(caller, 'schedule-unknown'));
        const saved = await saveDraft(deps, { member: caller.memberId as MemberId }, draft);
        return replace(saved.ok ? said(caller, formText.saved) : refused(caller, saved.refusal));
      },
    },
    options: {
      'reflection.departments': (caller, query) => findDepartments(deps, caller.memberId, query),
      'reflection.members': (caller, query) => findPeople(deps, caller.memberId, query),
    },
  };
}
