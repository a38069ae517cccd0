import { describe, expect, test } from 'vitest';
import type { Form, FormValues } from '../../../src/chat/form.js';
import { activeMembers } from '../../../src/org/service.js';
import { deliver } from '../../support/announced.js';
import { FILLED } from '../../support/meeting.js';
import { at, testOffice } from '../../support/office.js';
import { formIn, talk, wordsOf } from '../../support/talk.js';
import { giveAccounts } from '../scene.js';
import { announced, changeForm, filled, NOBODY, newForm, OFFICE, previewed, previewedChange } from './organizing.js';

const WHOLE: FormValues = { ...FILLED, agenda: '一、学习', attachments: '讲话稿 https://a.example/1' };

test('what there is to read is shown before it is announced', async () => {
  const office = await testOffice();
  const words = wordsOf((await previewed(talk(office, OFFICE), WHOLE)).blocks);
  expect(words).toContain('一、学习');
  expect(words).toContain('讲话稿');
});

test('that a bureau-wide meeting is posted for a whole channel is said before it is announced', async () => {
  const office = await testOffice();
  const words = async (values: FormValues) => wordsOf((await previewed(talk(office, OFFICE), { ...WHOLE, ...values })).blocks);
  expect(await words({})).not.toContain('频道');
  Object.assign(office.meeting.policy, { channel: '#全局通知' });
  expect(await words({})).toContain('频道里的人都能看到会议的议程、材料和链接');
  expect(await words({ scope: 'departments' })).not.toContain('频道');
});

/** Under 变更内容, one line each. */
function changesIn({ blocks }: Form): string[] {
  const at = blocks.findIndex((block) => wordsOf([block]) === '变更内容');
  const list = blocks[at + 1];
  if (list?.kind !== 'list') throw new Error(wordsOf(blocks));
  return list.items.map((item) => wordsOf([{ kind: 'text', text: item }]).replaceAll(/\s+/gu, ' '));
}

describe('the preview of a change tells each thing that changes, old and new', () => {
  test.each<[string, FormValues, RegExp]>([
    ['the title', { title: '干部大会' }, /会议名称 机关干部大会 → 干部大会/],
    ['the scope', { scope: 'departments' }, /范围 全局性会议.*→ 部门会议/],
    ['the time', { end: '12:00' }, /09:00–11:00 → .*09:00–12:00/],
    ['the place', { place: '大礼堂' }, /三楼会议室 → 大礼堂/],
    ['the link', { link: 'https://meet.example/1' }, /视频会议链接 https:\/\/meet\.example/],
    ['who is expected', { audience: 'rank:正处级' }, /→ 正处级及以上/],
    ['who is left out', { excluded: [NOBODY] }, /^不参加 \S+$/],
    ['until when one may ask for leave', { deadlineTime: '08:00' }, /请假截止 .*09:00 → .*08:00/],
    ['whether substitutes may come', { options: ['substitutes'] }, /代会 不允许 → 允许/],
    ['that it is an emergency', { options: ['emergency'] }, /紧急通知 否 → 是/],
    ['the agenda', { agenda: '二、讨论' }, /议程 一、学习 → 二、讨论/],
    ['the documents', { attachments: '讲话稿 https://a.example/2' }, /会议材料 .*example\/1.*→ .*example\/2/],
  ])('%s', async (_, values, line) => {
    const office = await testOffice();
    const organizer = talk(office, OFFICE);
    const id = await announced(organizer, WHOLE);
    const lines = changesIn(await previewedChange(organizer, id, values));
    expect(lines[0]).toMatch(line);
    // Of its own department, a meeting expects others as well.
    expect(lines).toHaveLength('scope' in values ? 2 : 1);
  });

  test('and where nothing does, says so', async () => {
    const office = await testOffice();
    const organizer = talk(office, OFFICE);
    const id = await announced(organizer, { ...WHOLE, excluded: [NOBODY], options: ['substitutes'] });
    expect(wordsOf((await previewedChange(organizer, id, {})).blocks)).toContain('没有改动');
  });
});

describe('a change that people need not be told of', () => {
  async function atNight(values: FormValues) {
    const office = await testOffice();
    await giveAccounts(office);
    const organizer = talk(office, OFFICE);
    const id = await announced(organizer, FILLED);
    await deliver(office);
    office.moveTo(at('2026-11-24', '21:00'));
    const preview = await previewedChange(organizer, id, values);
    const said = wordsOf(formIn(await organizer.submit(preview, {})).blocks);
    return { words: wordsOf(preview.blocks), said, told: await deliver(office) };
  }

  test('is not said to be told, neither before nor after', async () => {
    const { words, said, told } = await atNight({ title: '机关党员大会' });
    expect(words).not.toContain('送达');
    expect(said).toContain('没有另发通知');
    expect(told).toEqual([]);
  });

  test('says so where it is an earlier deadline for absences', async () => {
    const { words, said } = await atNight({ deadlineDate: '2026-11-30' });
    expect(words).toContain('请假截止提前，但不另发通知');
    expect(said).toContain('没有另发通知');
  });

  test('unlike another place, or somebody who is left out', async () => {
    const { words, said } = await atNight({ place: '大礼堂' });
    expect(words).toContain('26 人不在规定的联系时间');
    expect(said).toContain('并通知有关人员');
    const removed = await atNight({ excluded: [NOBODY] });
    expect(removed.words).toContain('1 人不在规定的联系时间');
    expect(removed.said).toContain('并通知有关人员');
  });
});

test.each([
  ['another place', {}, { place: '大礼堂' }, 15],
  ['from the morning to the afternoon', { start: '08:30', end: '10:00' }, { start: '14:00', end: '16:00' }, 0],
  ['from the next morning to a day far off', { start: '08:30', end: '10:00' }, { date: '2026-12-10' }, 0],
])('a change the night before counts as waiting whoever is not told at once: %s', async (_what, first, values, waiting) => {
  const office = await testOffice();
  await giveAccounts(office);
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, { ...FILLED, ...first });
  await deliver(office);
  office.moveTo(at('2026-12-01', '20:00'));
  const preview = await previewedChange(organizer, id, values);
  expect(/(\d+) 人不在规定的联系时间/.exec(wordsOf(preview.blocks))?.[1] ?? '0').toBe(String(waiting));
  await organizer.submit(preview, {});
  expect(await deliver(office)).toHaveLength(26 - waiting);
});

test('of many who are left out the preview names some and counts all', async () => {
  const office = await testOffice();
  const excluded = (await office.transact(activeMembers)).slice(3).map(({ id }) => id);
  const words = wordsOf((await previewed(talk(office, OFFICE), { ...FILLED, excluded })).blocks);
  expect(words).toContain(`等 ${excluded.length} 人`);
});

describe('a deadline for absences that passes before everybody is told', () => {
  const MORNING = { ...FILLED, deadlineDate: '2026-11-25', deadlineTime: '08:30' };
  async function atNight(values: FormValues) {
    const office = await testOffice(at('2026-11-24', '19:00'));
    await giveAccounts(office);
    return filled(talk(office, OFFICE), await newForm(talk(office, OFFICE)), values);
  }

  test('is refused at its field', async () => {
    expect(await atNight(MORNING)).toMatchObject({ do: 'errors', errors: { deadlineDate: expect.stringContaining('上班时才收到通知') } });
    const sameDay = { ...MORNING, date: '2026-11-25', start: '10:00', end: '11:00', deadlineDate: '' };
    expect(await atNight({ ...sameDay, audience: 'members', members: ['603'], scope: 'departments' })).toMatchObject({ do: 'errors' });
  });

  test('is not, where it is later, or everybody is told at once', async () => {
    expect(await atNight({ ...MORNING, deadlineTime: '08:31' })).toMatchObject({ do: 'replace' });
    expect(await atNight({ ...MORNING, options: ['emergency'] })).toMatchObject({ do: 'replace' });
  });

  test('nor of whoever would come too early, and is told of a later start at once', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    const organizer = talk(office, OFFICE);
    const id = await announced(organizer, { ...FILLED, start: '08:30', end: '10:00' });
    await deliver(office);
    office.moveTo(at('2026-12-01', '18:00'));
    const moved = { start: '14:00', end: '16:00', deadlineDate: '2026-12-02', deadlineTime: '08:20' };
    expect(await filled(organizer, await changeForm(organizer, id), moved)).toMatchObject({ do: 'replace' });
  });

  test('nor in a change that leaves its start', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    const organizer = talk(office, OFFICE);
    const id = await announced(organizer, MORNING);
    office.moveTo(at('2026-11-24', '19:00'));
    expect(wordsOf((await previewedChange(organizer, id, { place: '大礼堂' })).blocks)).toContain('大礼堂');
    const form = await changeForm(organizer, id);
    expect(await filled(organizer, form, { start: '10:00' })).toMatchObject({ do: 'errors' });
  });
});
