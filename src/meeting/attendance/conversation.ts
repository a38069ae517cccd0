import { type Reader, readerOf } from '../../calendar/reader.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent, SubmissionEvent } from '../../chat/event.js';
import { type Form, one } from '../../chat/form.js';
import { numberIn } from '../../chat/number-in.js';
import { place, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import { peopleOptions } from '../../org/options.js';
import type { MeetingDeps } from '../deps.js';
import { askCodeCard, checkedInText, recordsBlocks } from './cards.js';
import { checkIn, isCheckInTime, openCheckIn, openMeetings, progressOf, tapNames } from './check-in-service.js';
import { looksLikeCode } from './code.js';
import { correct, openRecord } from './correction-service.js';
import { boardForm, codeForm, correctionForm, reportForm, whomForm } from './forms.js';
import { everyTick, fitsForm, namesForm, type Ticks, ticksAfter, ticksIn, ticksInTime } from './names-form.js';
import { closeCheckIn, hasFile, openReport, sendFile } from './report-service.js';
import { statusAt } from './rules.js';
import { checkInRefusalText, correctionRefusalText, manageRefusalText, openRefusalText, sentences, text } from './text.js';

/** 签到: buttons, forms and words → use cases. */
export function attendanceConversation(deps: MeetingDeps): Conversation {
  const readerFor = (caller: Caller): Reader => readerOf(deps, caller);
  const saidForm = (caller: Caller, sentence: Text) => sentenceForm(say(text.title, caller.locale), say(sentence, caller.locale), caller);
  const says = (caller: Caller, event: ActionEvent, sentence: Text): Reply =>
    event.from.surface === 'form' ? replace(saidForm(caller, sentence)) : show(sentenceCard(sentence, caller));
  /** With the way to what is recorded. */
  const saysOfRecords = (
    caller: Caller,
    event: ActionEvent | SubmissionEvent,
    meetingId: string,
    sentence: Text,
    shown?: { readonly hasFile: boolean },
  ): Reply => {
    const blocks = recordsBlocks(sentence, meetingId, readerFor(caller), shown);
    return event.kind === 'submission' || event.from.surface === 'form'
      ? replace({ ...saidForm(caller, sentence), blocks })
      : show({ summary: say(sentence, caller.locale), blocks });
  };
  /** Where it has been closed meanwhile, with the way on. */
  const refusedTo = (
    caller: Caller,
    event: ActionEvent | SubmissionEvent,
    meetingId: string,
    refusal: keyof typeof manageRefusalText,
  ): Reply => {
    const sentence = manageRefusalText[refusal];
    if (refusal === 'closed') return saysOfRecords(caller, event, meetingId, sentence);
    return event.kind === 'submission' ? replace(saidForm(caller, sentence)) : says(caller, event, sentence);
  };
  const error = (caller: Caller, field: string, sentence: Text): Reply => ({
    do: 'errors',
    errors: { [field]: say(sentence, caller.locale) },
  });

  async function enter(caller: Caller, code: string): Promise<Reply> {
    const done = await checkIn(deps, { memberId: caller.memberId, code });
    return show(sentenceCard(done.ok ? checkedInText(done, readerFor(caller)) : checkInRefusalText[done.refusal], caller));
  }

  async function names(caller: Caller, where: string, shown: { readonly said?: string; readonly ticks?: Ticks } = {}): Promise<Form> {
    const [meetingId = '', at, page] = where.split(':');
    const report = await openReport(deps, { meetingId, memberId: caller.memberId });
    if (!report) return saidForm(caller, text.noReport);
    const now = deps.clock.now();
    const late = statusAt(report.meeting, deps.policy.lateAfterMinutes, now) === 'late';
    const over = report.meeting.endsAt <= now;
    return namesForm(report, numberIn(at), numberIn(page), { ...shown, late, over }, readerFor(caller));
  }

  return {
    commands: [
      {
        names: ['签到', 'check-in'],
        help: text.help,
        async run(caller, rest) {
          const waiting = rest === '' ? (await openMeetings(deps, caller.memberId)).filter(({ isRecorded }) => !isRecorded) : [];
          const meetings = waiting.map(({ meeting }) => meeting);
          if (meetings.length > 0) return show(askCodeCard(meetings, readerFor(caller)));
          return enter(caller, rest);
        },
      },
    ],
    /** The code by itself, as it stands on the screen. */
    async plain(caller, line) {
      const isOne = looksLikeCode(line) && (await isCheckInTime(deps, caller.memberId));
      return isOne ? enter(caller, line) : undefined;
    },
    actions: {
      async 'meeting.checkIn'(caller, event) {
        const progress = await progressOf(deps, event.value);
        if (progress === 'open') return place(event, codeForm(readerFor(caller)));
        if (progress === 'cancelled') return says(caller, event, openRefusalText['meeting-cancelled']);
        return says(caller, event, progress === 'closed' ? text.noMore : text.notOpen);
      },
      async 'meeting.openCheckIn'(caller, event) {
        const opened = await openCheckIn(deps, { meetingId: event.value, memberId: caller.memberId });
        if (!opened.ok) {
          const sentence = openRefusalText[opened.refusal];
          return opened.refusal === 'closed' ? saysOfRecords(caller, event, event.value, sentence) : says(caller, event, sentence);
        }
        return place(event, boardForm(opened.board, deps.publicUrl, readerFor(caller)));
      },
      async 'meeting.closeCheckIn'(caller, event) {
        const closed = await closeCheckIn(deps, { meetingId: event.value, memberId: caller.memberId });
        if (closed.ok) return saysOfRecords(caller, event, event.value, text.closed);
        return refusedTo(caller, event, event.value, closed.refusal);
      },
      async 'meeting.names'(caller, event) {
        const { context, values } = event.from.surface === 'form' ? event.from : { context: '', values: {} };
        const ticks = ticksAfter(context, values);
        if (fitsForm(ticks)) return place(event, await names(caller, event.value, { ticks }));
        return place(event, await names(caller, context, { said: say(text.submitFirst, caller.locale), ticks: ticksIn(context) }));
      },
      'meeting.correct': async (caller, event) => place(event, whomForm(event.value, readerFor(caller))),
      'meeting.attendanceFile': async (caller, event) => {
        const sent = await sendFile(deps, { meetingId: event.value, memberId: caller.memberId, press: event.key });
        return says(caller, event, sent ? text.fileSent : text.noReport);
      },
      async 'meeting.report'(caller, event) {
        const [meetingId = '', page] = event.value.split(':');
        const of = { meetingId, memberId: caller.memberId };
        const report = await openReport(deps, of);
        if (!report) return says(caller, event, text.noReport);
        return place(event, reportForm(report, numberIn(page), readerFor(caller), { hasFile: await hasFile(deps, of) }));
      },
    },
    forms: {
      async 'meeting.code'(caller, event) {
        const done = await checkIn(deps, { memberId: caller.memberId, code: one(event.values, 'code') ?? '' });
        if (!done.ok) return error(caller, 'code', checkInRefusalText[done.refusal]);
        return replace(saidForm(caller, checkedInText(done, readerFor(caller))));
      },
      async 'meeting.tapped'(caller, event) {
        const [meetingId = ''] = event.context.split(':');
        const ticks = ticksAfter(event.context, event.values);
        const done = await tapNames(deps, {
          meetingId,
          memberId: caller.memberId,
          names: everyTick(ticks),
          inTime: ticksInTime(event.values),
        });
        if (!done.ok && done.refusal === 'late-unsaid')
          return replace(await names(caller, event.context, { said: say(manageRefusalText['late-unsaid'], caller.locale), ticks }));
        if (!done.ok) return refusedTo(caller, event, meetingId, done.refusal);
        return replace(await names(caller, event.context, { said: say(sentences.added(done.added, done.late), caller.locale) }));
      },
      async 'meeting.whom'(caller, event) {
        const of = one(event.values, 'member') ?? '';
        const record = await openRecord(deps, { meetingId: event.context, memberId: caller.memberId, of });
        if (!record.ok) return error(caller, 'member', correctionRefusalText[record.refusal]);
        return replace(correctionForm(record, deps.policy.earlyLeaveMinutes !== undefined, readerFor(caller)));
      },
      async 'meeting.correction'(caller, event) {
        const [version, meetingId = '', ...of] = event.context.split(':');
        const done = await correct(deps, {
          meetingId,
          memberId: caller.memberId,
          of: of.join(':'),
          version: numberIn(version),
          to: one(event.values, 'to') ?? '',
          reason: one(event.values, 'reason') ?? '',
          who: one(event.values, 'who'),
        });
        if (done.ok) {
          const shown = { hasFile: await hasFile(deps, { meetingId, memberId: caller.memberId }) };
          return saysOfRecords(caller, event, meetingId, shown.hasFile ? text.correctedFile : text.corrected, shown);
        }
        const field = done.refusal === 'reason-missing' || done.refusal === 'too-long' ? 'reason' : 'to';
        return error(caller, field, correctionRefusalText[done.refusal]);
      },
    },
    options: {
      'meeting.anybody': (_caller, query) => deps.transact((tx) => peopleOptions(tx, query)),
    },
  };
}
