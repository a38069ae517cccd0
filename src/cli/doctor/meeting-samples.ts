import { hourMs, plus } from '../../calendar/instant.js';
import type { Reader } from '../../calendar/reader.js';
import type { Activity, ActivityId, FeedId } from '../../meeting/activity/activity.js';
import { changedCard } from '../../meeting/activity/cards.js';
import { type Feed, shownAddress } from '../../meeting/activity/feed.js';
import { feedBlocks, feedFailedCard } from '../../meeting/activity/feed-cards.js';
import * as activityForms from '../../meeting/activity/forms.js';
import { feedsForm } from '../../meeting/activity/import-conversation.js';
import { fillInCard, listBlocks, listForm, organizedBlocks } from '../../meeting/announce/cards.js';
import { valuesOf } from '../../meeting/announce/draft.js';
import { announceForm } from '../../meeting/announce/forms.js';
import { previewForm } from '../../meeting/announce/preview.js';
import * as giveWayCards from '../../meeting/give-way/cards.js';
import type { GiveWay } from '../../meeting/give-way/case.js';
import * as giveWayForms from '../../meeting/give-way/forms.js';
import type { Meeting } from '../../meeting/meeting.js';
import * as reachabilityCards from '../../meeting/reachability/cards.js';
import * as reachabilityForms from '../../meeting/reachability/forms.js';
import type { Department, DepartmentId } from '../../org/member.js';
import type { Sample } from '../../slack/diagnosis.js';
import { DEPARTMENT, MEMBER, meetingAt, NAME, OWN_URL, WORDS } from './notice-samples.js';

const RANKS = ['正厅级', '副厅级', '正处级', '副处级', '正科级', '副科级', '科员'];

/** What is shown around meetings: announcing, what gives way, who can be reached. */
export function meetingSamples(reader: Reader): Sample[] {
  const meeting = meetingAt(reader.now);
  return [
    ...announceSamples(meeting, reader),
    ...activitySamples(meeting, reader),
    ...giveWaySamples(meeting, reader),
    ...reachabilitySamples(reader),
  ];
}

function announceSamples(meeting: Meeting, reader: Reader): Sample[] {
  const option = { label: DEPARTMENT, value: 'D1', description: DEPARTMENT };
  const several = Array.from({ length: 100 }, (_, index) => ({ ...option, value: `D${index}` }));
  const values = { ...valuesOf(meeting, reader.zone), audience: 'departments' };
  const draft = { id: meeting.id, memberId: MEMBER, of: undefined, values, revision: 12 };
  const choices = { departments: several, members: several, excluded: several, ranks: RANKS, organizing: several, bureau: true };
  const unclear = Array.from({ length: 6 }, () => `“${'周'.repeat(40)}”：没有说明是本周还是下周，请选择日期`);
  const interval = { start: meeting.startsAt, end: meeting.endsAt };
  const conflict = { title: meeting.title, interval, owner: NAME, department: DEPARTMENT, together: 3_000, obligation: 'must' as const };
  const preview = {
    draftId: meeting.id,
    revision: 12,
    meeting,
    before: { ...meeting, title: '会', agenda: undefined, attachments: [] },
    department: DEPARTMENT,
    people: 3_000,
    audience: Array.from({ length: 20 }, () => DEPARTMENT).join('、'),
    audienceBefore: DEPARTMENT,
    leftOut: Array.from({ length: 20 }, () => NAME).join('、'),
    leftOutBefore: '',
    onLeave: 3_000,
    withoutAccount: 3_000,
    held: { people: 3_000, until: reader.now },
    posted: true,
    clash: meeting,
    checkInsVoid: 3_000,
    against: [{ meeting, obligation: 'asked' as const }],
    conflicts: Array.from({ length: 40 }, () => conflict),
  };
  const line = { meeting, organizes: true, suspended: true, counted: true, over: false, cases: true };
  return [
    { name: 'fillInCard', card: fillInCard(meeting.id, unclear, reader) },
    { name: 'announceForm', form: announceForm(draft, choices, unclear, reader) },
    { name: 'previewForm', form: previewForm(preview, reader) },
    {
      name: 'home of meetings',
      home: {
        blocks: listBlocks(Array(12).fill(line), true, reader, { own: true }),
      },
    },
    { name: 'home without room for meetings', home: { blocks: organizedBlocks(reader) } },
    {
      name: 'list of meetings',
      form: listForm(Array(25).fill({ ...line, suspended: false, counted: false, over: true }), 1, 'past', reader),
    },
  ];
}

function activityOf(meeting: Meeting): Activity {
  return {
    id: 'aXk3StGXR8_Z5jdHi6B-m' as ActivityId,
    title: '训'.repeat(100),
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    place: '楼'.repeat(100),
    departmentId: 'D1' as DepartmentId,
    audience: { kind: 'bureau' },
    excluded: [],
    ownerId: MEMBER,
    origin: { source: 'chat' },
    state: 'planned',
    sequence: 12,
  };
}

function activitySamples(meeting: Meeting, reader: Reader): Sample[] {
  const activity = activityOf(meeting);
  const moved = { ...activity, startsAt: plus(activity.startsAt, hourMs), endsAt: plus(activity.endsAt, hourMs) };
  const departments = Array.from(
    { length: 101 },
    (_, index): Department => ({
      id: `D${index}` as DepartmentId,
      name: DEPARTMENT,
      parentId: undefined,
      functions: [],
      headId: undefined,
      supervisingLeaderId: undefined,
      order: index,
    }),
  );
  const against = Array.from({ length: 3 }, () => ({ meeting, obligation: 'must' as const, together: 3_000 }));
  const described = { department: DEPARTMENT, owner: NAME, people: 3_000, against };
  const feed: Feed = {
    id: 'fStGXR8_Z5jdHi6B-myT5' as FeedId,
    departmentId: activity.departmentId,
    ownerId: MEMBER,
    address: new Uint8Array(),
    etag: undefined,
    dueAt: reader.now,
    readAt: reader.now,
    failure: 'timed-out',
    toldAt: reader.now,
    unreadable: Array.from({ length: 40 }, () => ({ title: activity.title, problem: 'zone-unknown' as const })),
  };
  const subject = { feed, department: DEPARTMENT, address: shownAddress(`${OWN_URL}/calendar.ics`) };
  const draft = { id: 'eStGXR8_Z5jdHi6B-myT4', changes: { activityId: activity.id, sequence: 12 }, details: moved };
  return [
    { name: 'changedCard of an activity', card: changedCard(activity, moved, meeting.title, reader) },
    { name: 'feedFailedCard', card: feedFailedCard(subject, reader) },
    { name: 'home of feeds', home: { blocks: feedBlocks(subject, reader) } },
    { name: 'feedsForm', form: feedsForm(Array(40).fill(subject), 1, reader) },
    { name: 'registerForm', form: activityForms.registerForm(departments, reader) },
    { name: 'moveForm', form: activityForms.moveForm(activity, reader) },
    { name: 'checkForm of an activity', form: activityForms.checkForm({ ...described, draft, before: activity }, reader) },
    { name: 'activityForm', form: activityForms.activityForm({ ...described, activity, changeable: true }, reader) },
    {
      name: 'listForm of activities',
      form: activityForms.listForm({ activities: Array(40).fill(activity), departments }, 1, reader),
    },
  ];
}

function giveWaySamples(meeting: Meeting, reader: Reader): Sample[] {
  const activity = activityOf(meeting);
  const { startsAt, endsAt } = meeting;
  const giveWay: GiveWay = {
    state: 'open',
    notice: 2,
    refused: false,
    overdue: false,
    meetingId: meeting.id,
    activityId: activity.id,
    terms: { obligation: 'must', startsAt, endsAt, deadlineAt: startsAt },
    openedAt: reader.now,
    together: 3_000,
    remindAt: undefined,
    asked: undefined,
    decided: undefined,
    version: 12,
  };
  const subject = { giveWay, meeting, activity, department: DEPARTMENT, owner: NAME, asker: NAME, decider: NAME };
  const asked = { ...subject, giveWay: { ...giveWay, state: 'exemption-asked' as const, asked: { by: MEMBER, reason: new Uint8Array() } } };
  const viewed = { subject, owner: true, changes: true, answer: WORDS.repeat(2), answered: true, decidable: true };
  const slots = Array.from({ length: 6 }, (_, index) => ({ start: plus(startsAt, index * hourMs), end: plus(endsAt, index * hourMs) }));
  const outcome = { state: 'suspended' as const, title: activity.title, department: DEPARTMENT };
  return [
    { name: 'caseCard', card: giveWayCards.caseCard(subject, { standIn: true, may: true, changes: true }, reader) },
    { name: 'supersededCard', card: giveWayCards.supersededCard(subject, reader) },
    { name: 'exemptionCard', card: giveWayCards.exemptionCard(asked, reader) },
    { name: 'offerCard', card: giveWayCards.offerCard(subject, true, reader) },
    { name: 'boardCard of cases', card: giveWayCards.boardCard(meeting, Array(40).fill(giveWay), reader) },
    { name: 'dueCard', card: giveWayCards.dueCard(meeting, Array(40).fill(outcome), true, reader) },
    { name: 'dueCard to a head', card: giveWayCards.dueCard(meeting, Array(40).fill(outcome), false, reader) },
    { name: 'caseForm', form: giveWayForms.caseForm(viewed, reader) },
    { name: 'slotForm', form: giveWayForms.slotForm({ activity, slots }, giveWay, reader) },
    { name: 'exemptForm', form: giveWayForms.exemptForm(viewed, reader) },
    { name: 'decideForm', form: giveWayForms.decideForm({ subject: asked, reason: WORDS.repeat(2) }, reader) },
    { name: 'casesForm', form: giveWayForms.casesForm({ meeting, subjects: Array(40).fill(subject) }, 1, reader) },
  ];
}

function reachabilitySamples(reader: Reader): Sample[] {
  const check = {
    id: 'cStGXR8_Z5jdHi6B-myT2',
    askedBy: MEMBER,
    askedAt: reader.now,
    closesAt: plus(reader.now, hourMs),
    state: 'closed' as const,
    onLeave: 3_000,
  };
  const total = { asked: 3_000, answered: 2_000, undelivered: 500, medianMs: 83_000, longestMs: 3_599_000 };
  const names = Array.from({ length: 100 }, () => NAME);
  const line = { ...total, department: DEPARTMENT, notAnswered: names, notDelivered: names };
  const request = { id: check.id, audience: { kind: 'bureau' as const }, size: 3_000, excluded: [], minutes: 60 };
  return [
    { name: 'askCard of a check', card: reachabilityCards.askCard(check, reader) },
    { name: 'answeredCard of a check', card: reachabilityCards.answeredCard(check, reader.now, reader) },
    { name: 'closedCard of a check', card: reachabilityCards.closedCard(check, reader) },
    { name: 'reportCard', card: reachabilityCards.reportCard({ check, total, lines: Array(60).fill(line) }, reader) },
    { name: 'listCard', card: reachabilityCards.listCard(Array(8).fill({ check, total }), reader) },
    { name: 'checkForm of a check', form: reachabilityForms.checkForm(check.id, RANKS, reader) },
    {
      name: 'sureForm',
      form: reachabilityForms.sureForm(
        request,
        { willAsk: 3_000, obliged: 3_000, offDutySoon: 3_000, onLeave: 3_000, others: 3_000 },
        reader,
        { changed: true },
      ),
    },
  ];
}
