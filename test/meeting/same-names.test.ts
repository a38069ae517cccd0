import { expect, test } from 'vitest';
import { FILLED } from '../support/meeting.js';
import { at, testOffice } from '../support/office.js';
import { alike, reimport } from '../support/roster.js';
import { button, formIn, pressable, talk, wordsOf } from '../support/talk.js';
import { announced, filled, OFFICE, previewed } from './announce/organizing.js';
import { giveAccounts, registered, tick, wordsUnder } from './scene.js';

const FIRST = '综合科（第一工程管理所）';
const SECOND = '综合科（第二工程管理所）';

/** Two departments are called 综合科. */
async function bureau() {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await reimport(office, alike);
  return { office, organizer: talk(office, OFFICE) };
}

test.each(['meeting.departments', 'meeting.checkDepartments', 'meeting.activityDepartments'] as const)(
  'departments that share a name are offered with the unit above them: %s',
  async (source) => {
    const { organizer } = await bureau();
    const answer = await organizer.search(source, '综合科');
    expect(answer).toMatchObject({ options: [{ label: FIRST }, { label: SECOND }] });
  },
);

test('the preview and the form of a meeting say which of them was chosen', async () => {
  const { organizer } = await bureau();
  const answer = await organizer.search('meeting.departments', SECOND);
  const [second] = answer.do === 'options' ? answer.options : [];
  const preview = await previewed(organizer, { ...FILLED, audience: 'departments', departments: [second?.value ?? ''] });
  expect(wordsOf(preview.blocks)).toContain(SECOND);
  const { id, value } = button(preview.blocks, '返回修改');
  const form = formIn(await organizer.press(id, value, { form: preview, values: {} }));
  expect(JSON.stringify(form.blocks)).toContain(`"label":"${SECOND}"`);
});

test('the preview and the notice say which of them organizes a meeting', async () => {
  const { office } = await bureau();
  await giveAccounts(office);
  const head = talk(office, '801');
  const preview = await previewed(head, { ...FILLED, scope: 'departments' });
  expect(wordsOf(preview.blocks)).toContain(`组织部门 ${FIRST}`);
  await head.submit(preview, {});
  await tick(office, '2026-11-24', '10:01');
  const [notice] = await office.outbox('meeting.notice:');
  expect(notice?.content).toContain(FIRST);
});

test('the attendance report, its list of names and 未收到名单 tell them apart', async () => {
  const { office, organizer } = await bureau();
  const meeting = await announced(organizer, FILLED);
  const missing = wordsOf(formIn(await organizer.press('meeting.missing', meeting)).blocks);
  office.moveTo(at('2026-12-02', '09:00'));
  await organizer.press('meeting.openCheckIn', meeting);
  const menu = pressable(formIn(await organizer.press('meeting.names', `${meeting}:0:0`)).blocks).map(({ label }) => label);
  await organizer.press('meeting.closeCheckIn', meeting);
  const report = (await office.outbox('meeting.report:')).find((row) => row.member_id === OFFICE);
  for (const name of [FIRST, SECOND]) {
    expect(missing).toContain(name);
    expect(menu.join()).toContain(name);
    expect(report?.content).toContain(`["${name}",`);
  }
});

test('在岗抽查 tells them apart', async () => {
  const { office, organizer } = await bureau();
  const sure = formIn(await filled(organizer, formIn(await organizer.press('meeting.newCheck')), {}));
  await organizer.submit(sure, {});
  const [report] = await office.outbox('meeting.reachability:');
  for (const name of [FIRST, SECOND]) expect(report?.content).toContain(name);
});

test('what gives way stands with its unit: in the preview, on the list and in what is told at the deadline', async () => {
  const { office, organizer } = await bureau();
  for (const head of ['801', '901']) await registered(office, head, { title: '周例会', date: '2026-12-02', start: '09:00', end: '10:00' });
  const preview = wordsOf((await previewed(organizer, FILLED)).blocks);
  for (const name of [FIRST, SECOND]) expect(preview).toContain(name);
  const id = await announced(organizer, FILLED);
  expect(wordsOf(formIn(await organizer.press('meeting.cases', id)).blocks)).toContain(FIRST);
  await tick(office, '2026-12-01', '17:31');
  expect((await wordsUnder(office, 'meeting.due:'))[0]?.words).toContain(`“周例会”（${SECOND}）`);
});
