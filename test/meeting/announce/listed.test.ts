import { expect, test } from 'vitest';
import { FILLED } from '../../support/meeting.js';
import { at, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { registered } from '../scene.js';
import { announced, OFFICE, PLANNING } from './organizing.js';

const OTHER_ORGANIZER = '102';

test('each coming meeting can be changed and called off by any organizer of the department, page by page', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const ids: string[] = [];
  for (let day = 1; day <= 11; day++) {
    const date = `2026-12-${String(day).padStart(2, '0')}`;
    ids.push(await announced(talk(office, OFFICE), { ...FILLED, title: `第${day}次会`, scope: 'departments', date }));
  }
  const other = talk(office, OTHER_ORGANIZER);
  const list = pressable(cardIn(await other.say('会议')).blocks);
  const next = list.find(({ id }) => id === 'meeting.listPage');
  const page = formIn(await other.press('meeting.listPage', next?.value));
  const changed = [...list, ...pressable(page.blocks)].filter(({ id }) => id === 'meeting.change').map(({ value }) => value);
  expect(changed).toEqual(ids);
  expect(wordsOf(page.blocks)).toContain('之前的会议');
  const home = await other.home();
  const own = pressable(home.do === 'home' ? home.home.blocks : []).find(({ id }) => id === 'meeting.listPage');
  expect(pressable(formIn(await other.press('meeting.listPage', own?.value)).blocks).map(({ value }) => value)).toContain(ids.at(-1));
});

test('Home says of an organizer’s department, not of the bureau, that there is nothing ahead', async () => {
  const office = await testOffice();
  await announced(talk(office, OFFICE), FILLED);
  const home = await talk(office, '601').home();
  const words = wordsOf(home.do === 'home' ? home.home.blocks : []);
  expect(words).toContain('要参加的会议');
  expect(words).toMatch(/本部门组织的会议\n近期没有要组织的会议/);
  expect(words).not.toContain('近期没有会议');
});

test('once its check-in is closed, a meeting that goes on leads to its attendance instead', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  office.moveTo(at('2026-12-02', '09:00'));
  const offered = async () => pressable(cardIn(await organizer.say('会议')).blocks).map((one) => one.id);
  await organizer.press('meeting.openCheckIn', id);
  expect(await offered()).toContain('meeting.openCheckIn');
  await organizer.press('meeting.closeCheckIn', id);
  expect(await offered()).not.toContain('meeting.openCheckIn');
  expect(await offered()).toContain('meeting.report');
});

test('whoever organizes it keeps the way to its attendance past its planned end, as long as the check-in may be open', async () => {
  const office = await testOffice();
  const id = await announced(talk(office, OFFICE), FILLED);
  const other = talk(office, OTHER_ORGANIZER);
  const shown = async () => {
    const home = await other.home();
    const listed = cardIn(await other.say('会议')).blocks;
    const own = [listed, home.do === 'home' ? home.home.blocks : []].map((blocks) =>
      pressable(blocks).filter(({ value }) => value.startsWith(id)),
    );
    expect(own[1]).toEqual(own[0]);
    return own[0]?.map((one) => one.id);
  };
  office.moveTo(at('2026-12-02', '11:01'));
  expect(await shown()).toEqual(['meeting.openCheckIn']);
  expect(wordsOf(cardIn(await talk(office, '603').say('会议')).blocks)).not.toContain(FILLED.title);
  await other.press('meeting.openCheckIn', id);
  await other.press('meeting.closeCheckIn', id);
  expect(await shown()).toEqual(['meeting.report']);
  office.moveTo(at('2026-12-02', '15:01'));
  expect(await shown()).toEqual([]);
});

test('any organizer of its department has the way to what a list of paper says, and to its attendance, for thirty days', async () => {
  const office = await testOffice();
  const id = await announced(talk(office, OFFICE), FILLED);
  const other = talk(office, OTHER_ORGANIZER);
  const offered = async () => {
    const way = button(cardIn(await other.say('会议')).blocks, '已结束的会议');
    return pressable(formIn(await other.press(way.id, way.value)).blocks).map((one) => [one.id, one.value.split(':')[0]]);
  };
  expect(await offered()).toEqual([]);
  office.moveTo(at('2026-12-07', '15:00'));
  expect(await offered()).toEqual([['meeting.openCheckIn', id]]);
  await other.press('meeting.openCheckIn', id);
  await other.press('meeting.closeCheckIn', id);
  expect(await offered()).toEqual([['meeting.report', id]]);
  expect(formIn(await talk(office, PLANNING).press('meeting.listPage', '0:past')).blocks).toMatchObject([{ kind: 'note' }]);
  office.moveTo(at('2027-01-02', '09:00'));
  expect(await offered()).toEqual([]);
});

test('any organizer of its department sees what gives way to it', async () => {
  const office = await testOffice();
  const id = await announced(talk(office, OFFICE), { ...FILLED, date: '2026-12-10' });
  const other = talk(office, OTHER_ORGANIZER);
  const ways = async (person: typeof other) =>
    pressable(cardIn(await person.say('会议')).blocks).filter((one) => one.id === 'meeting.cases');
  expect(await ways(other)).toEqual([]);
  await registered(office, PLANNING, { date: '2026-12-10', start: '09:00', end: '10:00' });
  expect(await ways(other)).toMatchObject([{ label: '让路情况', value: id }]);
  expect(formIn(await other.press('meeting.cases', id)).id).toBe('meeting.giveWayShown');
  expect(await ways(talk(office, PLANNING))).toEqual([]);
});
