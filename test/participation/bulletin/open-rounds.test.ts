import { expect, test } from 'vitest';
import { hourMs, plus } from '../../../src/calendar/instant.js';
import { meetingJobs } from '../../../src/meeting/jobs.js';
import type { MeetingId } from '../../../src/meeting/meeting.js';
import Database from '../../../src/sqlite.js';
import { meetingAt, noteMeeting } from '../../support/meeting.js';
import { at, type Office } from '../../support/office.js';
import { cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import {
  ALL,
  answerAll,
  autumn,
  bulletinOf,
  bureau,
  cards,
  editForm,
  HEAD,
  meeting,
  PLANNING,
  posts,
  publishFormOf,
  round,
  SECOND,
  started,
} from './world.js';

/** As monthly 四问 of the policy that comes with siwen: from the last workday on, for three workdays. */
const CLOSES = at('2026-12-03', '15:00');

/** On the first workday of December, while a round of November is still open. */
async function draftedEarly(): Promise<Office> {
  const office = await bureau();
  await autumn(office);
  round(office, '2026-11-30', ALL, [], CLOSES);
  await started(office).at('2026-12-01', '09:00');
  return office;
}

/** Everybody answers in time, and the round closes. */
async function closed(office: Office): Promise<void> {
  office.moveTo(at('2026-12-02', '10:00'));
  await answerAll(office);
  await started(office).at('2026-12-03', '15:00');
}

const wordsFor = async (office: Office, who = HEAD) => wordsOf((await bulletinOf(office, who)).blocks);

test('a round that people still answer is left out of the draft, which says so and holds the answers against no whole month', async () => {
  const words = await wordsFor(await draftedEarly());
  expect(words).toContain('应答 40，已答 30，作答率 75.0%。');
  expect(words).toContain('另有 1 次推送尚未截止，未计入。');
  expect(words).toContain('截止后，初稿会自动重新统计。');
  expect(words).not.toContain('进步较大');
});

test('when it has closed, the draft that nobody has touched is counted again, on the cards as well', async () => {
  const office = await draftedEarly();
  await started(office).at('2026-12-03', '14:59');
  expect(await wordsFor(office)).toContain('未计入');
  await closed(office);
  const words = await wordsFor(office);
  expect(words).toContain('应答 48（+8），已答 38（+23），作答率 79.2%（+41.7 个百分点）');
  expect(words).toContain('进步较大的部门');
  expect(words).not.toContain('未计入');
  expect(words).not.toContain('恢复初稿');
  const told = await cards(office);
  expect(told).toHaveLength(4);
  for (const { card } of told) expect(wordsOf(card.blocks)).toContain('应答 48（+8）');
});

test('what somebody has written stays, and the new figures are a press away', async () => {
  const office = await draftedEarly();
  await talk(office, SECOND).submit(await editForm(office, SECOND), { heading: '写好的标题', introduction: '', body: '写好的正文' });
  expect(await wordsFor(office)).toContain('你们编辑过的文字不会改动');
  await closed(office);
  const words = await wordsFor(office);
  expect(words).toContain('写好的正文');
  expect(words).toContain('数字已重新统计，编辑过的文字没有改动');
  await talk(office, SECOND).press('participation.bulletinRestore', '2026-11:1');
  const restored = await wordsFor(office);
  expect(restored).toContain('应答 48（+8）');
  expect(restored).not.toContain('数字已重新统计');
});

test('what was written and put back to the first draft is counted again like one that nobody has touched, as its card says', async () => {
  const office = await draftedEarly();
  await talk(office, SECOND).submit(await editForm(office, SECOND), { heading: '写好的标题', introduction: '', body: '写好的正文' });
  await talk(office, SECOND).press('participation.bulletinRestore', '2026-11:1');
  expect(await wordsFor(office)).toContain('截止后，初稿会自动重新统计。');
  expect(await wordsFor(office)).not.toContain('编辑过。');
  await closed(office);
  const words = await wordsFor(office);
  expect(words).toContain('应答 48（+8）');
  expect(words).not.toContain('编辑过的文字没有改动');
});

test('whoever has the earlier figures before them publishes nothing that they have not seen', async () => {
  const office = await draftedEarly();
  const preview = await publishFormOf(office, HEAD);
  await closed(office);
  const said = wordsOf(formIn(await talk(office, HEAD).submit(preview, {})).blocks);
  expect(said).toContain('或数字已重新统计，刚才的操作没有办理');
  expect(await posts(office)).toEqual([]);
});

test('two ticks at once count it again once', async () => {
  const office = await draftedEarly();
  office.moveTo(CLOSES);
  await Promise.all([started(office).run(office.now()), started(office).run(office.now())]);
  const versions = await office.transact((tx) => tx.selectFrom('participation_bulletin_version').select('version').execute());
  expect(versions).toHaveLength(2);
});

/** It began on the last day of November and goes on in December; its check-in is open. */
async function overTheMonth(office: Office): Promise<void> {
  const startsAt = at('2026-11-30', '09:00');
  await noteMeeting(
    office,
    { ...meetingAt(startsAt), id: 'meeting-over' as MeetingId, announcedAt: plus(startsAt, -hourMs), endsAt: at('2026-12-01', '12:00') },
    ALL,
  );
  const sqlite = new Database(office.path);
  sqlite.prepare("INSERT INTO meeting_check_in VALUES ('meeting-over', x'00', x'01', ?, ?, NULL, NULL)").run(startsAt, HEAD);
  sqlite.close();
}
const closeCheckIns = async (office: Office) => {
  for (const job of meetingJobs(office.meeting)) if (job.name === 'meeting.closeCheckIn') await job.run(office.now());
};

test('a meeting whose check-in is open is left out of the draft, which says so, and counted when that has closed', async () => {
  const office = await bureau();
  await autumn(office);
  await overTheMonth(office);
  await started(office).at('2026-12-01', '09:00');
  const words = await wordsFor(office);
  expect(words).toContain('到会：应到 8，实到 6');
  expect(words).toContain('另有 1 次会议的签到尚未结束，未计入。');
  expect(words).toContain('签到结束后，初稿会自动重新统计。');
  await started(office).at('2026-12-01', '15:59');
  expect(await wordsFor(office)).toContain('未计入');
  office.moveTo(at('2026-12-01', '16:00'));
  await closeCheckIns(office);
  await started(office).at('2026-12-01', '16:01');
  const counted = await wordsFor(office);
  expect(counted).toContain('到会：应到 16，实到 6');
  expect(counted).not.toContain('未计入');
});

test('attendance is held against no other month while a meeting is missing, and a written draft stays as it is', async () => {
  const office = await bureau();
  await meeting(office, '2026-10-14', ALL, ['601']);
  await autumn(office);
  await overTheMonth(office);
  await started(office).at('2026-12-01', '09:00');
  expect(await wordsFor(office)).toContain('应到 8，实到 6，');
  await talk(office, SECOND).submit(await editForm(office, SECOND), { heading: '写好的标题', introduction: '', body: '写好的正文' });
  expect(await wordsFor(office)).toContain('签到结束后会重新统计，你们编辑过的文字不会改动。');
  office.moveTo(at('2026-12-01', '16:00'));
  await closeCheckIns(office);
  await started(office).at('2026-12-01', '16:01');
  const words = await wordsFor(office);
  expect(words).toContain('写好的正文');
  expect(words).toContain('数字已重新统计，编辑过的文字没有改动');
  await talk(office, SECOND).press('participation.bulletinRestore', '2026-11:1');
  expect(await wordsFor(office)).toContain('应到 16（+8）');
});

test('a month in which there was only such a meeting is drafted once it is over', async () => {
  const office = await bureau();
  await overTheMonth(office);
  const job = started(office);
  await job.at('2026-12-01', '09:00');
  expect(cardIn(await talk(office, HEAD).say('通报')).summary).toContain('还没有通报');
  office.moveTo(at('2026-12-01', '16:00'));
  await closeCheckIns(office);
  await job.at('2026-12-01', '16:01');
  expect(await wordsFor(office)).toContain('应到 8，实到 0');
});

test('a month of which nothing has closed yet is drafted when something has, by the job that has looked before', async () => {
  const office = await bureau();
  round(office, '2026-11-30', PLANNING, [], CLOSES);
  const job = started(office);
  await job.at('2026-12-01', '09:00');
  expect(cardIn(await talk(office, HEAD).say('通报')).summary).toContain('还没有通报');
  office.moveTo(at('2026-12-02', '10:00'));
  await answerAll(office);
  await job.at('2026-12-03', '15:00');
  expect(await wordsFor(office)).toContain('作答率 100.0%');
});
