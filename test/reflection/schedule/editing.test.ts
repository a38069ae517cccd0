import { expect, test } from 'vitest';
import type { Caller } from '../../../src/chat/dispatch.js';
import type { ActionEvent, SubmissionEvent } from '../../../src/chat/event.js';
import type { Form, FormValues } from '../../../src/chat/form.js';
import type { Reply } from '../../../src/chat/reply.js';
import { noteHomeOpened } from '../../../src/delivery/homes.js';
import type { MemberId } from '../../../src/org/member.js';
import { allMembers, loadOrg } from '../../../src/org/service.js';
import { runSchedule } from '../../../src/reflection/round/occurrence-service.js';
import { scheduleEditing } from '../../../src/reflection/schedule/editing.js';
import { listSchedules, pauseSchedule, seedSchedules } from '../../../src/reflection/schedule/service.js';
import { fieldNames, initialValues } from '../../support/initial-values.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { formIn, talk, wordsOf } from '../../support/talk.js';

const person = { userId: 'U1', teamId: 'T1' };

async function editing(office: Office, role: 'administrator' | 'other' = 'administrator') {
  const members = await office.transact(allMembers);
  const who = members.find((member) => member.roles.includes('administrator') === (role === 'administrator'));
  if (!who) throw new Error('nobody');
  const caller: Caller = { memberId: who.id, locale: 'zh-CN' };
  const { actions, forms, options } = scheduleEditing(office.reflection);
  const formOf = (reply: Reply | undefined): Form => {
    if (reply?.do !== 'open' && reply?.do !== 'replace') throw new Error(`no form but ${JSON.stringify(reply)}`);
    return reply.form;
  };
  const event = { person, key: 'k', trigger: 't' };
  const inForm = (form: Form): ActionEvent['from'] => ({ surface: 'form', context: form.context, values: {} });
  return {
    members,
    caller,
    options,
    press: async (id: `${string}.${string}`, value = '', form?: Form) =>
      formOf(await actions?.[id]?.(caller, { ...event, kind: 'action', id, value, from: form ? inForm(form) : { surface: 'home' } })),
    submit: (form: Form, values: FormValues = {}): Promise<Reply> | undefined => {
      const submission: SubmissionEvent = {
        ...event,
        kind: 'submission',
        press: 'p',
        id: form.id,
        context: form.context,
        values: { ...initialValues(form), ...values },
      };
      return forms?.[form.id]?.(caller, submission);
    },
    formOf,
  };
}

const words = (form: Form): string => JSON.stringify(form.blocks);

test('an administrator makes a schedule in three forms, and a double click makes one', async () => {
  const office = await testOffice();
  const { press, submit, formOf, members } = await editing(office);
  const before = await listSchedules(office.reflection);
  const plan = await press('reflection.newSchedule');
  const details = formOf(await submit(plan, { promptSet: 'five-duties', audience: 'departments', pattern: 'monthWorkday' }));
  expect(fieldNames(details)).toEqual(['departments', 'nth', 'time', 'window', 'nudge', 'nudgeAgain']);
  const department = members[0]?.departmentId ?? '';
  const check = formOf(await submit(details, { departments: [department], nth: '-2', time: '16:30', window: 'workdays:2', nudge: '24' }));
  expect(words(check)).toContain('每月倒数第二个工作日 16:30');
  expect(words(check)).toContain('12月30日（周三） 16:30');
  const saved = [await submit(check), await submit(check)].map(formOf);
  for (const form of saved) expect(words(form)).toContain('已保存');
  const added = (await listSchedules(office.reflection)).filter(({ id }) => !before.some((one) => one.id === id));
  expect(added).toHaveLength(1);
  expect(added[0]?.spec).toEqual({
    promptSet: 'five-duties',
    audience: { kind: 'departments', departments: [department] },
    recurrence: { freq: 'monthly', workday: -2 },
    time: '16:30',
    window: { workdays: 2 },
    nudges: [{ hoursBefore: 24 }],
    workdayRule: 'next',
  });
  const audit = await office.transact((tx) =>
    tx
      .selectFrom('org_audit')
      .select('action')
      .where('subject', '=', added[0]?.id ?? '')
      .execute(),
  );
  expect(audit.map(({ action }) => action)).toContain('reflection.schedule.add');
});

test('going back keeps what was entered', async () => {
  const { press, submit, formOf } = await editing(await testOffice());
  const plan = await press('reflection.newSchedule');
  const details = formOf(await submit(plan, { promptSet: 'four-questions', audience: 'ranks', pattern: 'weekdays' }));
  const entered = {
    rank: '正处级',
    weekdays: ['monday', 'thursday'],
    time: '10:15',
    window: 'days:7',
    nudge: '4',
    nudgeAgain: 'none',
    rule: 'skip',
  };
  const check = formOf(await submit(details, entered));
  expect(initialValues(await press('reflection.scheduleBack', '', check))).toEqual(entered);
});

test('of two administrators who change the same schedule, the second is told', async () => {
  const office = await testOffice();
  const { press, submit, formOf } = await editing(office);
  const seed = formOf(
    await submit(await press('reflection.newSchedule'), { promptSet: 'four-questions', audience: 'bureau', pattern: 'workdays' }),
  );
  await submit(formOf(await submit(seed, { time: '09:00' })));
  const [schedule] = await listSchedules(office.reflection);
  const change = async (time: string) => {
    const details = formOf(await submit(await press('reflection.changeSchedule', schedule?.id)));
    return formOf(await submit(details, { time }));
  };
  office.pass(1);
  const [first, second] = [await change('10:00'), await change('11:00')];
  expect(words(formOf(await submit(first)))).toContain('已保存');
  expect(words(formOf(await submit(second)))).toContain('刚被别人修改过');
  expect((await listSchedules(office.reflection))[0]?.spec.time).toBe('10:00');
});

test('the second is told also where the first has left the times alone', async () => {
  const office = await testOffice();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  const { press, submit, formOf } = await editing(office);
  const change = async (nudge: string) => {
    const details = formOf(await submit(await press('reflection.changeSchedule', 'monthly-four-questions')));
    return formOf(await submit(details, { nudge }));
  };
  const [first, second] = [await change('8'), await change('4')];
  expect(words(formOf(await submit(first)))).toContain('已保存');
  expect(words(formOf(await submit(second)))).toContain('刚被别人修改过');
});

test('whoever lacks the right is told which, at every step, and finds nobody', async () => {
  const office = await testOffice();
  const admin = await editing(office);
  const other = await editing(office, 'other');
  const plan = await admin.press('reflection.newSchedule');
  const details = admin.formOf(await admin.submit(plan, { promptSet: 'four-questions', audience: 'bureau', pattern: 'workdays' }));
  const check = admin.formOf(await admin.submit(details));
  const values = { promptSet: 'four-questions', audience: 'bureau', pattern: 'workdays' };
  const refused = [
    await other.press('reflection.newSchedule'),
    await other.press('reflection.changeSchedule', 'anything'),
    await other.press('reflection.removeSchedule', 'anything'),
    ...[await other.submit(plan, values), await other.submit(details), await other.submit(check)].map(other.formOf),
  ];
  for (const form of refused) expect(words(form)).toContain('管理推送需要“管理推送计划”的权限');
  expect(await listSchedules(office.reflection)).toEqual([]);
  expect(await other.options?.['reflection.members']?.(other.caller, '')).toEqual([]);
  expect(await other.options?.['reflection.departments']?.(other.caller, '')).toEqual([]);
  expect((await admin.options?.['reflection.departments']?.(admin.caller, '办公'))?.map(({ label }) => label)).toEqual(['办公室']);
  expect((await admin.options?.['reflection.members']?.(admin.caller, ''))?.length).toBeGreaterThan(20);
});

test('a list of people that is too long for the form is said at its field', async () => {
  const { press, submit, formOf } = await editing(await testOffice());
  const plan = await press('reflection.newSchedule');
  const details = formOf(await submit(plan, { promptSet: 'four-questions', audience: 'members', pattern: 'workdays' }));
  const members = Array.from({ length: 400 }, (_, n) => `person-${n}`);
  expect(await submit(details, { members })).toEqual({ do: 'errors', errors: { members: '人数过多，请改为按部门或职级选择。' } });
});

test('a removed schedule sends nothing any more, and pausing redraws every administrator’s Home', async () => {
  const office = await testOffice();
  const { press, submit, formOf, caller } = await editing(office);
  const details = formOf(
    await submit(await press('reflection.newSchedule'), { promptSet: 'four-questions', audience: 'bureau', pattern: 'workdays' }),
  );
  await submit(formOf(await submit(details)));
  const [schedule] = await listSchedules(office.reflection);
  await office.transact((tx) => noteHomeOpened(tx, office.now(), person.userId, caller.memberId as MemberId));
  const homes = () => office.transact((tx) => tx.selectFrom('delivery_home').select('member_id').execute());
  await office.transact((tx) => tx.deleteFrom('delivery_home').execute());
  await pauseSchedule(office.reflection, { operator: 'test' }, schedule?.id ?? '', true);
  expect((await homes()).map(({ member_id }) => member_id)).toContain(caller.memberId);
  expect(words(await press('reflection.removeSchedule', schedule?.id))).toContain('已删除');
  expect(await listSchedules(office.reflection)).toEqual([]);
});

test('the preview of a paused schedule says that it is paused, and promises no times', async () => {
  const office = await testOffice();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  await pauseSchedule(office.reflection, { operator: 'test' }, 'weekly-four-reminders', true);
  const me = talk(office, '102');
  const words = wordsOf(formIn(await me.press('reflection.schedule', 'weekly-four-reminders', 'home')).blocks);
  expect(words).toContain('已暂停');
  expect(words).not.toContain('接下来五次');
});

test('other times on the day of a round that is open: the form says that whoever has it gets it once more', async () => {
  const office = await testOffice(at('2026-11-30', '08:20'));
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  office.moveTo(at('2026-11-30', '08:30'));
  await runSchedule(office.reflection, 'weekly-four-reminders');
  const { press, submit, formOf } = await editing(office);
  const changedTo = async (time: string) => {
    const plan = await press('reflection.changeSchedule', 'weekly-four-reminders');
    return words(formOf(await submit(formOf(await submit(plan)), { time })));
  };
  expect(await changedTo('09:00')).toContain(
    '同一套题目已于 11月30日（周一） 08:30 发给 26 人，现在还可以作答。按新的时间，11月30日（周一） 09:00 再推送一次',
  );
  expect(await changedTo('08:30')).not.toContain('同一套题目');
});

test('an English form lists and brackets as English does', async () => {
  const office = await testOffice();
  const admin = (await office.transact(allMembers)).find(({ roles }) => roles.includes('administrator'))?.id ?? '';
  const me = talk(office, admin, 'en');
  const plan = formIn(await me.press('reflection.newSchedule'));
  const detail = formIn(await me.submit(plan, { promptSet: 'four-questions', audience: 'departments', pattern: 'monthWorkday' }));
  const departments = (await office.transact(loadOrg)).departments.filter(({ name }) => ['规划处', '办公室'].includes(name));
  const nudges = { nudge: '48', nudgeAgain: '24' };
  const check = await me.submit(detail, {
    ...initialValues(detail),
    ...nudges,
    nth: '-1',
    time: '15:00',
    window: 'workdays:3',
    departments: departments.map(({ id }) => id),
  });
  expect(wordsOf(formIn(check).blocks)).toMatch(/办公室, 规划处 \(\d+ people\)|规划处, 办公室 \(\d+ people\)/);
  expect(wordsOf(formIn(check).blocks)).toContain('48 hours before the end, 24 hours before the end');
});
