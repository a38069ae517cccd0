import { hourMs, type Instant, plus } from '../../../src/calendar/instant.js';
import type { Locale } from '../../../src/chat/text.js';
import type { OutboxState } from '../../../src/delivery/tables.js';
import { meetingJobs } from '../../../src/meeting/jobs.js';
import type { MeetingId } from '../../../src/meeting/meeting.js';
import { participationJobs } from '../../../src/participation/jobs.js';
import { ParticipationPolicy } from '../../../src/participation/policy.js';
import type { Job } from '../../../src/schedule/job.js';
import Database from '../../../src/sqlite.js';
import { wireRooms } from '../../../src/wire.js';
import { meetingAt, noteMeeting } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, formIn, talk } from '../../support/talk.js';

/** Of the office (办公室): its head, who organizes meetings, and three more. */
export const [HEAD, SECOND, CLERK] = ['101', '102', '104'];
export const CHANNEL = '#全局通知';

/** The demo bureau with a channel for meetings, unless the policy's own section says something else. */
export async function bureau(section: unknown = { bulletin: {} }, channel: string | undefined = CHANNEL): Promise<Office> {
  const plain = await testOffice(at('2026-10-08', '10:00'));
  const { policy } = plain.ground;
  const ground = {
    ...plain.ground,
    policy: { ...policy, meeting: { ...policy.meeting, channel }, participation: ParticipationPolicy.parse(section) },
  };
  return { ...plain, ...wireRooms(ground), ground };
}

function inDatabase(office: Office, use: (sqlite: InstanceType<typeof Database>) => void): void {
  const sqlite = new Database(office.path);
  try {
    use(sqlite);
  } finally {
    sqlite.close();
  }
}

let count = 0;

/** A round of that day, that asked these; the second list answered in time. Open for an hour, unless it says until when. */
export function round(office: Office, on: string, asked: readonly string[], answered: readonly string[], until?: Instant): void {
  count += 1;
  const opens = at(on, '10:00');
  const closes = until ?? plus(opens, hourMs);
  const set = JSON.stringify(office.ground.promptSets.get('four-questions'));
  inDatabase(office, (sqlite) => {
    sqlite
      .prepare("INSERT INTO reflection_round VALUES (?, NULL, ?, ?, ?, ?, 'closed', NULL, 0, NULL)")
      .run(`R${count}`, opens, set, opens, closes);
    for (const who of asked)
      sqlite
        .prepare('INSERT INTO reflection_ask SELECT ?, id, department_id, ?, 0 FROM org_member WHERE id = ?')
        .run(`R${count}`, answered.includes(who) ? opens + 1 : null, who);
  });
}

/** Everybody answers what is still open. */
export const answerAll = (office: Office): Promise<unknown> =>
  office.transact((tx) =>
    tx
      .updateTable('reflection_ask')
      .set({ answered_at: office.now() })
      .where('answered_at', 'is', null)
      .where('round_id', 'in', (rounds) => rounds.selectFrom('reflection_round').select('id').where('closes_at', '>', office.now()))
      .execute(),
  );

/** A meeting of that day that expected these, whose check-in is closed; the second list was there. */
export async function meeting(office: Office, on: string, expected: readonly string[], present: readonly string[]): Promise<void> {
  count += 1;
  const startsAt = at(on, '09:00');
  const id = `meeting-${count}x` as MeetingId;
  await noteMeeting(office, meetingAt(startsAt, { id, announcedAt: plus(startsAt, -hourMs) }), expected);
  inDatabase(office, (sqlite) => {
    sqlite.prepare("INSERT INTO meeting_check_in VALUES (?, x'00', ?, ?, ?, NULL, NULL)").run(id, Buffer.from(id), startsAt, HEAD);
    for (const who of present)
      sqlite
        .prepare("INSERT INTO meeting_attendance VALUES (?, ?, 1, 'present', 0, NULL, 'list', ?, ?, NULL, NULL)")
        .run(id, who, HEAD, startsAt);
  });
  const now = office.now();
  office.moveTo(plus(startsAt, 48 * hourMs));
  for (const job of meetingJobs(office.meeting)) if (job.name === 'meeting.closeCheckIn') await job.run(office.now());
  office.moveTo(now);
}

export const PLANNING = ['601', '602', '603'];
export const PROJECTS = ['701', '702'];
export const WORKS = ['801', '802', '803'];
export const ALL = [...PLANNING, ...PROJECTS, ...WORKS];

/** October and November, in which 规划处 improved; two were absent from a meeting of November without leave. */
export async function autumn(office: Office): Promise<void> {
  for (const on of ['2026-10-12', '2026-10-13', '2026-10-14', '2026-10-15', '2026-10-16']) round(office, on, ALL, ['601', '701', '801']);
  for (const on of ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06'])
    round(office, on, ALL, [...PLANNING, '701', '801', '802']);
  await meeting(
    office,
    '2026-11-11',
    ALL,
    ['601', '602', ...PROJECTS, ...WORKS].filter((id) => id !== '803'),
  );
}

/** The job as it is after a start: it remembers nothing. */
export function started(office: Office): Job & { at(date: string, time: string): Promise<void> } {
  const job = participationJobs(office.participation).find(({ name }) => name === 'participation.bulletin');
  if (!job) throw new Error('no job');
  return {
    ...job,
    async at(date, time) {
      office.moveTo(at(date, time));
      await job.run(office.now());
    },
  };
}

/** On the first workday of December, with the draft of November on the desks of the office. */
export async function drafted(section?: unknown, channel?: string): Promise<Office> {
  const office = await bureau(section, channel);
  await autumn(office);
  await started(office).at('2026-12-01', '09:00');
  return office;
}

export const cards = async (office: Office, month = '2026-11') =>
  (await office.outbox(`participation.bulletin:${month}:`)).map(({ member_id, content }) => ({
    to: member_id,
    card: JSON.parse(content ?? '{}'),
  }));
/** What came of the post of November, or of that which took its place. */
export function settlePost(office: Office, state: OutboxState, reposts = 0, attempts = 1): void {
  const [channel, message] = state === 'sent' ? ['C1', '1.1'] : [null, null];
  const settledAt = state === 'pending' || state === 'sending' ? null : office.now();
  const key = reposts === 0 ? 'participation.post:2026-11' : `participation.post:2026-11:${reposts}`;
  inDatabase(office, (sqlite) =>
    sqlite
      .prepare(
        "UPDATE delivery_outbox SET sent_to = 'C1', look_since = 0, state = ?, attempts = ?, settled_at = ?, message_channel = ?, message_id = ? WHERE key = ?",
      )
      .run(state, attempts, settledAt, channel, message, key),
  );
}
/** A tick later. */
export async function followed(office: Office): Promise<void> {
  for (const job of participationJobs(office.participation)) if (job.name === 'participation.post') await job.run(office.now());
}
export const posts = async (office: Office) =>
  (await office.outbox('participation.post:')).map(({ key, content }) => ({ key, card: JSON.parse(content ?? '{}') }));
export const audited = (office: Office) =>
  office.transact((tx) =>
    tx
      .selectFrom('org_audit')
      .select(['member_id', 'action', 'subject', 'detail'])
      .where('action', 'like', 'participation.bulletin%')
      .execute(),
  );

export const bulletinOf = async (office: Office, who: string, words = '', locale: Locale = 'zh-CN') =>
  cardIn(await talk(office, who, locale).say(`通报 ${words}`));
export const editForm = async (office: Office, who: string, key = '2026-11:0') =>
  formIn(await talk(office, who).press('participation.bulletinEdit', key));
export const publishFormOf = async (office: Office, who: string, key = '2026-11:0') =>
  formIn(await talk(office, who).press('participation.bulletinPublish', key));
/** As of whoever has the preview before them. */
export async function publish(office: Office, who = HEAD) {
  return talk(office, who).submit(await publishFormOf(office, who), {});
}
