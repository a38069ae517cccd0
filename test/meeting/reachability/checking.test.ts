import { expect, test } from 'vitest';
import { type Instant, minuteMs, plus } from '../../../src/calendar/instant.js';
import type { FormValues } from '../../../src/chat/form.js';
import { reachabilityJob } from '../../../src/meeting/reachability/jobs.js';
import { activeMembers, auditEntries } from '../../../src/org/service.js';
import { cardNow, deliver } from '../../support/announced.js';
import { addCrowd } from '../../support/crowd.js';
import { initialValues } from '../../support/initial-values.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, talk, wordsOf } from '../../support/talk.js';

const [OFFICE, CLERK, PLANNER] = ['101', '103', '601'];
type Person = ReturnType<typeof talk>;

async function prepared(person: Person, values: FormValues = {}) {
  const form = formIn(await person.press('meeting.newCheck'));
  return person.submit(form, { ...initialValues(form), ...values });
}
const posts = async (office: Office) =>
  (await office.outbox('meeting.reachable:')).filter(({ key }) => key.startsWith('meeting.reachable:'));
async function started(office: Office, values: FormValues = {}) {
  const person = talk(office, OFFICE);
  const sure = formIn(await prepared(person, values));
  await person.submit(sure, {});
  const [row] = await posts(office);
  return (row?.key ?? '').split(':')[1] ?? '';
}
const report = async (office: Office) => (await office.outbox('meeting.reachability:'))[0]?.content ?? '';
async function tick(office: Office, instant: Instant) {
  office.moveTo(instant);
  await reachabilityJob({ ...office.meeting }).run(instant);
}

test('the office asks everybody who has to be reachable now, each once, and sees who answered and how fast', async () => {
  const office = await testOffice();
  const check = await started(office);
  const members = await office.transact(activeMembers);
  expect(new Set((await posts(office)).map((row) => row.member_id))).toEqual(
    new Set(members.map(({ id }) => id).filter((id) => id !== OFFICE)),
  );
  office.moveTo(plus(office.now(), 90_000));
  expect(await talk(office, PLANNER).press('meeting.reachable', check)).toMatchObject({ do: 'nothing' });
  expect(await report(office)).not.toContain('1 分 30 秒');
  await tick(office, office.now());
  expect(await report(office)).toContain('1 分 30 秒');
  expect(await report(office)).toContain(`1 / ${members.length - 1}`);
  expect((await posts(office)).find((row) => row.member_id === PLANNER)?.content).toContain('已应答');
});

test.each(['在岗', '我在。', '到', '报告，我在岗在位！', 'Here'])(
  'typed as %s, the answer counts for every check that asks',
  async (words) => {
    const office = await testOffice();
    await started(office);
    await started(office);
    await deliver(office);
    office.moveTo(plus(office.now(), 90_000));
    const me = talk(office, PLANNER);
    expect(wordsOf(cardIn(await me.say(words)).blocks)).toContain('已应答（11月24日（周二） 10:01，用时 1 分 30 秒）');
    const mine = (await posts(office)).filter((row) => row.member_id === PLANNER);
    for (const { key } of mine) expect(await cardNow(office, key)).toContain('已应答');
    expect(wordsOf(cardIn(await me.say(words)).blocks)).toBe('目前没有等你应答的在岗抽查；过了应答时限的，不再计入。');
  },
);

test('at night only those of rank are asked', async () => {
  const office = await testOffice(at('2026-11-24', '23:00'));
  await started(office);
  const asked = new Set((await posts(office)).map((row) => row.member_id));
  expect([asked.has('601' as never), asked.has('001' as never), asked.has(CLERK as never)]).toEqual([true, true, false]);
});

test('shortly before working hours end, the preview says for how many they do before the time to answer is over', async () => {
  const office = await testOffice(at('2026-11-24', '17:20'));
  const person = talk(office, OFFICE);
  const sure = async (minutes: string) => wordsOf(formIn(await prepared(person, { minutes })).blocks);
  expect(await sure('10')).not.toContain('下班');
  expect(await sure('15')).toContain('应答结束前就到下班时间的有 15 人');
});

test('where others have to be reachable than when it was shown, it is shown once more before it starts', async () => {
  const office = await testOffice(at('2026-11-24', '17:29'));
  const person = talk(office, OFFICE);
  const sure = formIn(await prepared(person));
  expect(wordsOf(sure.blocks)).toContain('将询问 25 人');
  office.moveTo(at('2026-11-24', '17:31'));
  const again = formIn(await person.submit(sure, {}));
  expect(await posts(office)).toEqual([]);
  expect(wordsOf(again.blocks)).toMatch(/人数有变化，请核对后再开始[\s\S]*将询问 10 人/);
  expect(wordsOf(formIn(await person.submit(again, {})).blocks)).toContain('抽查已开始');
  expect(await posts(office)).toHaveLength(10);
  expect(wordsOf(formIn(await person.submit(sure, {})).blocks)).toContain('已经开始');
});

test('a sample asks so many, and people who are left out are not asked', async () => {
  const office = await testOffice();
  await started(office, { size: '３' });
  expect(await posts(office)).toHaveLength(3);
  const other = await testOffice();
  await started(other, { excluded: [PLANNER] });
  const everybody = (await other.transact(activeMembers)).map(({ id }) => id as string);
  expect(new Set((await posts(other)).map((row) => row.member_id as string))).toEqual(
    new Set(everybody.filter((id) => id !== OFFICE && id !== PLANNER)),
  );
});

test('a second press starts nothing, a second answer changes nothing', async () => {
  const office = await testOffice();
  const person = talk(office, OFFICE);
  const sure = formIn(await prepared(person));
  const answers = await Promise.all([person.submit(sure, {}), person.submit(sure, {})]);
  expect(answers.map((answer) => wordsOf(formIn(answer).blocks)).join()).toContain('没有重复发出');
  const check = (await posts(office))[0]?.key.split(':')[1] ?? '';
  await talk(office, PLANNER).press('meeting.reachable', check);
  await tick(office, office.now());
  const first = await report(office);
  expect(first).toContain('1 / ');
  office.pass(0.1);
  await talk(office, PLANNER).press('meeting.reachable', check);
  await tick(office, office.now());
  expect(await report(office)).toBe(first);
});

test('when the time is over it says so on the cards, and what comes later is no answer', async () => {
  const office = await testOffice();
  const check = await started(office, { minutes: '5' });
  const end = plus(office.now(), 5 * minuteMs);
  await tick(office, plus(end, -1));
  expect(await report(office)).toContain('正在进行');
  // At its very end, before the tick has come.
  office.moveTo(end);
  expect(wordsOf(cardIn(await talk(office, CLERK).press('meeting.reachable', check)).blocks)).toContain('时限已过');
  await tick(office, end);
  await tick(office, plus(end, 1));
  expect(await report(office)).toContain('已结束');
  expect((await posts(office)).every((row) => row.content?.includes('没有应答'))).toBe(true);
  expect(wordsOf(cardIn(await talk(office, CLERK).press('meeting.reachable', check)).blocks)).toContain('时限已过');
});

test('whoever has left the office since is not told who did not answer; the office looks it up', async () => {
  const office = await testOffice();
  const check = await started(office, { minutes: '5' });
  await office.transact(async (tx) => {
    const { departmentId } = (await activeMembers(tx)).find(({ id }) => id === PLANNER) ?? {};
    await tx.updateTable('org_member').set({ department_id: departmentId }).where('id', '=', OFFICE).execute();
    await tx.updateTable('org_department').set({ head_id: null }).where('head_id', '=', OFFICE).execute();
  });
  await tick(office, plus(office.now(), 5 * minuteMs));
  expect(await report(office)).not.toContain('已结束');
  expect(wordsOf(cardIn(await talk(office, CLERK).press('meeting.checkReport', check)).blocks)).toContain('已结束');
});

test('whoever the question has not reached by the end is no one who did not answer', async () => {
  const office = await testOffice();
  const check = await started(office, { minutes: '5', size: '3' });
  const [reached, answers, unreached] = (await posts(office)).map(({ member_id }) => member_id ?? '');
  await office.transact((tx) =>
    tx
      .updateTable('delivery_outbox')
      .set({ state: 'sent', message_channel: 'D', message_id: '1', settled_at: office.now() })
      .where('key', 'in', [`meeting.reachable:${check}:${reached}`, `meeting.reachable:${check}:${answers}`])
      .execute(),
  );
  await talk(office, answers ?? '').press('meeting.reachable', check);
  await tick(office, office.now());
  expect(await report(office)).not.toContain('未送达');
  await tick(office, plus(office.now(), 5 * minuteMs));
  const names = new Map((await office.transact(activeMembers)).map(({ id, name }) => [id as string, name]));
  const shown = cardIn(await talk(office, OFFICE).press('meeting.checkReport', check));
  const words = wordsOf(shown.blocks);
  const [silent = '', undelivered = ''] = words.slice(words.indexOf('未应答')).split('未送达');
  expect(silent).toContain(names.get(reached ?? ''));
  expect(silent).not.toContain(names.get(unreached ?? ''));
  expect(undelivered).toContain(names.get(unreached ?? ''));
  expect(words).not.toContain(names.get(answers ?? ''));
  expect(words).toMatch(/合计 3 1 1 /);
  expect(JSON.parse(await report(office))).toEqual(shown);
});

test('of so many that they could not all be asked in time, the form says so at its field', async () => {
  const office = await testOffice();
  await addCrowd(office, 400);
  expect(await prepared(talk(office, OFFICE), { minutes: '5' })).toMatchObject({
    errors: { minutes: expect.stringContaining('时限太短') },
  });
  expect(formIn(await prepared(talk(office, OFFICE), { minutes: '10' })).id).toBe('meeting.startCheck');
  const forged = { ...formIn(await prepared(talk(office, OFFICE))), context: '' };
  const short = JSON.stringify({ id: 'x', audience: { kind: 'bureau' }, size: 'all', excluded: [], minutes: 1 });
  expect(wordsOf(formIn(await talk(office, OFFICE).submit({ ...forged, context: short }, {})).blocks)).toContain('时限太短');
});

test('nobody but the office starts a check, reads one or is told names', async () => {
  const office = await testOffice();
  const check = await started(office);
  const sure = formIn(await prepared(talk(office, OFFICE)));
  const other = talk(office, PLANNER);
  for (const answer of [
    await other.say('在岗抽查'),
    await other.press('meeting.newCheck'),
    await other.press('meeting.checkReport', check),
  ])
    expect(wordsOf(cardIn(answer).blocks)).toContain('没有这项权限');
  expect(wordsOf(formIn(await other.submit(sure, {})).blocks)).toContain('没有这项权限');
  expect(await other.search('meeting.checkMembers', '周')).toMatchObject({ options: [] });
  expect(wordsOf(cardIn(await talk(office, OFFICE).press('meeting.reachable', check)).blocks)).toContain('没有询问你');
});

test('what was asked and who looked stand in the audit log; the list shows how it went', async () => {
  const office = await testOffice();
  const check = await started(office);
  const person = talk(office, '102', 'en');
  const list = cardIn(await person.say('roll-call'));
  expect(wordsOf(list.blocks)).toContain('0 of');
  expect(wordsOf(cardIn(await person.press('meeting.checkReport', button(list.blocks, 'View').value)).blocks)).toContain('Not answered');
  const entries = await office.transact((tx) => auditEntries(tx, { limit: 2 }));
  expect(entries).toMatchObject([
    { action: 'meeting.reachability-read', subject: check, actor: { member: '102' } },
    { action: 'meeting.reachability', subject: check, actor: { member: OFFICE } },
  ]);
});

test('a range in which nobody has to be reachable, or a size that is none, is said at its field', async () => {
  const office = await testOffice(at('2026-11-24', '23:00'));
  const members = await office.transact(activeMembers);
  const juniors = members.filter(({ rank }) => !['正厅级', '副厅级', '正处级'].includes(rank));
  const excluded = members.filter((member) => !juniors.includes(member)).map(({ id }) => id);
  expect(await prepared(talk(office, OFFICE), { excluded })).toMatchObject({
    errors: { audience: expect.stringContaining('没有应当保持联系') },
  });
  for (const size of ['0', '-1', '1.5', '很多'])
    expect(await prepared(talk(office, OFFICE), { size })).toMatchObject({ errors: { size: expect.stringContaining('整数') } });
});
