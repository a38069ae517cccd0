import { App } from '@slack/bolt';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { CardBlock } from '../../src/chat/card.js';
import type { ActionEvent, SubmissionEvent } from '../../src/chat/event.js';
import type { Field, Form } from '../../src/chat/form.js';
import { close, nothing, open, replace, show } from '../../src/chat/reply.js';
import { wordsIn } from '../support/elements.js';
import { wordsOf } from '../support/person.js';
import { aDesk } from './desk.js';

const buttons: CardBlock = {
  kind: 'actions',
  elements: [
    { kind: 'button', id: 'reflection.answer', label: '作答', value: 'r1' },
    { kind: 'button', id: 'reflection.answer', label: '查看', value: 'r2' },
    { kind: 'menu', id: 'reflection.snooze', placeholder: '稍后提醒', options: [{ label: '一小时后', value: 'hour:r1' }] },
  ],
};
const card = { summary: '四问', blocks: [buttons] };
const sentence = (words: string) => ({ summary: words, blocks: [{ kind: 'text' as const, text: [words] }] });
const field = (name: string, input: Field['input']): Field => ({ kind: 'field', name, label: name, input });
const options = [
  { label: '是', value: 'yes' },
  { label: '否', value: 'no' },
];
const form = (title = '作答', more: Partial<Form> = {}): Form => ({
  id: 'reflection.submit',
  title,
  submit: '提交',
  close: '关闭',
  context: 'r1',
  blocks: [field('第一', { kind: 'text', multiline: true }), buttons],
  ...more,
});

async function aCard() {
  const desk = await aDesk();
  await desk.slack.chat.post(desk.person.me.id, card, 'n');
  return {
    ...desk,
    message: await desk.person.message(() => true),
    actions: () => desk.events.filter((event): event is ActionEvent => event.kind === 'action'),
  };
}

test('a press tells which button, with which value, by whom, where; two presses are two, also of one button', async () => {
  const { person, message, actions, teamId } = await aCard();
  await person.press('作答', message);
  await person.press('查看', message);
  await person.press('作答', message);
  const common = { kind: 'action', id: 'reflection.answer', person: { userId: person.me.id, teamId }, from: { surface: 'message' } };
  expect(actions()).toMatchObject([
    { ...common, value: 'r1' },
    { ...common, value: 'r2' },
    { ...common, value: 'r1' },
  ]);
  expect(new Set(actions().map(({ key }) => key)).size).toBe(3);
  for (const { trigger } of actions()) expect(trigger).not.toBe('');
});

test('a press that is delivered twice carries one key, a submission too', async () => {
  const { person, message, workspace, events, answerWith } = await aCard();
  workspace.faults.deliveries = 3;
  answerWith((event) => (event.kind === 'action' ? open(form()) : close));
  await person.press('作答', message);
  await person.form('作答');
  await person.fill({ 第一: '甲' });
  await person.submit();
  for (const kind of ['action', 'submission'] as const) {
    const same = events.filter((event) => event.kind === kind);
    expect(same.length).toBeGreaterThan(1);
    expect(new Set(same.map(({ key }) => key)).size).toBe(1);
    expect(new Set(same.map((event) => ('press' in event ? event.press : ''))).size).toBe(1);
  }
  expect(person.forms()).toEqual([]);
  expect(person.events.filter(({ type }) => type === 'warning')).toEqual([]);
});

test('a menu gives the value that was chosen', async () => {
  const { person, message, actions } = await aCard();
  await person.choose('稍后提醒', '一小时后', message);
  expect(actions()).toMatchObject([{ id: 'reflection.snooze', value: 'hour:r1', from: { surface: 'message' } }]);
});

test('a press in a form brings what was typed so far and the form’s context; one on Home says so', async () => {
  const { person, message, actions, answerWith, slack } = await aCard();
  answerWith(() => open(form()));
  await person.press('作答', message);
  await person.form();
  await person.fill({ 第一: '还没写完' });
  answerWith(() => nothing);
  await person.press('查看');
  expect(actions().at(-1)?.from).toEqual({ surface: 'form', context: 'r1', values: { 第一: '还没写完' } });
  await slack.chat.publishHome(person.me.id, { blocks: [buttons] });
  await person.press('作答', await person.homeWith('作答'));
  expect(actions().at(-1)?.from).toEqual({ surface: 'home' });
});

test('a menu that acts at once is no field of its form: what goes wrong is said at the first that is', async () => {
  const { person, message, events, answerWith } = await aCard();
  answerWith((event) => {
    if (event.kind === 'action') return open(form('填写', { blocks: [buttons, field('备注', { kind: 'text' })] }));
    const [first = ''] = event.kind === 'submission' ? Object.keys(event.values) : [];
    return { do: 'errors', errors: { [first]: '没有办成' } };
  });
  await person.press('作答', message);
  await person.form('填写');
  await person.fill({ 备注: '甲' });
  expect(await person.submit()).toEqual({ kind: 'errors', errors: { 备注: '没有办成' } });
  expect(events).toMatchObject([{ kind: 'action' }, { kind: 'submission', values: { 备注: '甲' } }]);
});

test('every kind of input arrives as what it is, and what was left empty as nothing', async () => {
  const { person, message, events, answerWith } = await aCard();
  const inputs: Record<string, Field['input']> = {
    文字: { kind: 'text' },
    长文: { kind: 'text', multiline: true },
    单选: { kind: 'choice', look: 'radio', options },
    下拉: { kind: 'choice', look: 'select', options },
    勾选: { kind: 'choices', look: 'checkbox', options },
    多选: { kind: 'choices', look: 'select', options },
    搜索: { kind: 'search', source: 'reflection.leaders' },
    多人: { kind: 'searchSeveral', source: 'reflection.leaders' },
    日期: { kind: 'date' },
    时间: { kind: 'time' },
  };
  const left = Object.entries(inputs).map(([name, input]): Field => ({ ...field(`空${name}`, input), optional: true }));
  answerWith((event) => {
    if (event.kind === 'action')
      return open(form('填写', { blocks: [...Object.entries(inputs).map(([name, input]) => field(name, input)), ...left] }));
    return event.kind === 'options' ? { do: 'options', options: [{ label: `苏明礼 ${event.query}`, value: '003' }] } : close;
  });
  await person.press('作答', message);
  await person.form('填写');
  await person.fill({
    文字: '*甲* <!channel> &lt;',
    长文: '一\n二',
    单选: '是',
    下拉: '否',
    勾选: ['是', '否'],
    多选: ['否'],
    搜索: '苏',
    多人: '苏',
    日期: '2026-11-24',
    时间: '09:30',
  });
  expect(await person.submit()).toEqual({ kind: 'closed' });
  const submission = events.findLast((event): event is SubmissionEvent => event.kind === 'submission');
  expect(submission).toMatchObject({ id: 'reflection.submit', context: 'r1', person: { userId: person.me.id } });
  const { values = {} } = submission ?? {};
  expect(values).toMatchObject({
    文字: '*甲* <!channel> &lt;',
    长文: '一\n二',
    单选: 'yes',
    下拉: 'no',
    勾选: ['yes', 'no'],
    多选: ['no'],
    搜索: '003',
    多人: ['003'],
    日期: '2026-11-24',
    时间: '09:30',
  });
  const empty = Object.entries(values).filter(([name, value]) => name.startsWith('空') && value !== undefined && String(value) !== '');
  expect(empty).toEqual([]);
});

test('the answer to a submission: errors at the field, the form replaced, another on top, closed, or a sentence in the reader’s language', async () => {
  const { person, message, answerWith } = await aCard();
  answerWith(() => open(form('一')));
  await person.press('作答', message);
  await person.form('一');
  await person.fill({ 第一: '甲' });
  answerWith(() => ({ do: 'errors', errors: { 第一: '请写得具体一些' } }));
  expect(await person.submit()).toEqual({ kind: 'errors', errors: { 第一: '请写得具体一些' } });
  answerWith(() => replace(form('二')));
  expect(await person.submit()).toMatchObject({ kind: 'form', form: { title: '二' } });
  expect(person.forms()).toHaveLength(1);
  await person.fill({ 第一: '乙' });
  answerWith(() => open(form('三')));
  expect(await person.submit()).toMatchObject({ kind: 'form', form: { title: '三' } });
  expect(person.forms()).toHaveLength(2);
  await person.fill({ 第一: '丙' });
  answerWith(() => show(sentence('It is done.')), 'en');
  expect(await person.submit()).toMatchObject({ kind: 'form', form: { title: 'siwen' } });
  await person.closeForm();
  await person.fill({ 第一: '乙' });
  answerWith(() => close);
  expect(await person.submit()).toEqual({ kind: 'closed' });
});

test('the answer to a press: a form, one over it, one in its place, or a sentence for that person alone', async () => {
  const { person, message, answerWith, calls } = await aCard();
  answerWith(() => show(sentence('只有你看得到')));
  await person.press('作答', message);
  expect((await person.message('只有你看得到')).ephemeral).toBe(true);
  expect(calls).not.toContain('chat.postEphemeral');
  answerWith(() => open(form('一')));
  await person.press('作答', message);
  await person.form('一');
  answerWith(() => open(form('二')));
  await person.press('查看');
  await person.form('二');
  answerWith(() => replace(form('三')));
  await person.press('查看');
  await person.form('三');
  expect(person.forms().map(({ title }) => title)).toEqual(['一', '三']);
  answerWith(() => show(sentence('In a form, a sentence is a form.')), 'en');
  await person.press('查看');
  expect(wordsIn((await person.form('siwen')).blocks)).toContain('In a form');
  answerWith(() => ({ do: 'home', home: sentence('新的主页') }));
  await person.press('作答', message);
  await person.homeWith('新的主页');
});

test('a slash command brings its words; the answer is for that person alone, or a form', async () => {
  const { person, events, answerWith } = await aDesk();
  answerWith(() => show(sentence('作答汇总')));
  await person.say('/siwen 汇总 上周');
  expect((await person.message('作答汇总')).ephemeral).toBe(true);
  expect(events).toMatchObject([{ kind: 'command', text: '汇总 上周', person: { userId: person.me.id } }]);
  answerWith(() => open(form('一')));
  await person.say('/siwen');
  await person.form('一');
});

test('the global shortcut opens a form, also for a sentence, in the reader’s language', async () => {
  const { person, events, answerWith } = await aDesk({ name: 'Grace' });
  answerWith(() => show(sentence('Nothing is waiting for you.')), 'en');
  await person.shortcut('reflection.open');
  expect(wordsIn((await person.form('siwen')).blocks)).toContain('Nothing is waiting');
  expect(events).toMatchObject([{ kind: 'shortcut', id: 'reflection.open' }]);
});

test('a search field gets its suggestions, a hundred at most', async () => {
  const { person, message, answerWith, events } = await aCard();
  answerWith((event) =>
    event.kind === 'options'
      ? { do: 'options', options: Array.from({ length: 130 }, (_, n) => ({ label: `${event.query}${n}`, value: `${n}` })) }
      : open(form('一', { blocks: [field('给谁', { kind: 'search', source: 'reflection.leaders' })] })),
  );
  await person.press('作答', message);
  await person.form('一');
  const found = await person.search('给谁', '苏');
  expect([found.length, found[0]]).toEqual([100, { text: '苏0', value: '0' }]);
  expect(events.at(-1)).toMatchObject({ kind: 'options', id: 'reflection.leaders', query: '苏' });
});

test('options that Slack would not take are not sent, and noted: the field stays empty', async () => {
  const { person, message, answerWith, logged } = await aCard();
  answerWith((event) =>
    event.kind === 'options'
      ? { do: 'options', options: [{ label: '长'.repeat(76), value: '1' }] }
      : open(form('一', { blocks: [field('给谁', { kind: 'search', source: 'reflection.leaders' })] })),
  );
  await person.press('作答', message);
  await person.form('一');
  expect(await person.search('给谁', '长')).toEqual([]);
  expect(logged.join()).toContain('could not be shown');
});

test('opening Home draws it; opening the messages tab asks for nothing', async () => {
  const { person, events, answerWith } = await aDesk();
  answerWith(() => ({ do: 'home', home: sentence('等你作答') }));
  await person.openMessages();
  await person.openHome();
  await person.homeWith('等你作答');
  expect(events).toMatchObject([{ kind: 'home-opened', person: { userId: person.me.id } }]);
});

test('what was drawn for the opening of Home never takes the place of a newer one', async () => {
  const { person, answerWith, slack, events } = await aDesk();
  let draw = () => {};
  answerWith(
    () =>
      new Promise((resolve) => {
        draw = () => resolve({ do: 'home', home: sentence('旧') });
      }),
  );
  const opened = person.openHome();
  await vi.waitUntil(() => events.length === 1);
  await slack.chat.publishHome(person.me.id, sentence('新'));
  await person.homeWith('新');
  draw();
  await opened;
  await person.say('别的事');
  expect(JSON.stringify(person.home())).toContain('新');
});

test('who opens Home while Slack takes none is told on, with how long that lasts', async () => {
  const { person, workspace, answerWith, homesInDoubt, homesLimited } = await aDesk();
  answerWith(() => ({ do: 'home', home: sentence('一件待作答') }));
  workspace.faults.next('views.publish', { kind: 'ratelimited', retryAfterS: 7 });
  await person.openHome();
  await expect.poll(() => homesLimited).toEqual([[person.me.id, 7_000]]);
  expect(homesInDoubt).toEqual([]);
});

test('nothing is acknowledged before the work is done: an answer in time closes the form, a late one is no success', async () => {
  const { person, message, answerWith } = await aCard();
  answerWith(() => open(form('一')));
  await person.press('作答', message);
  await person.form('一');
  await person.fill({ 第一: '甲' });
  let finish = () => {};
  answerWith(
    () =>
      new Promise((resolve) => {
        finish = () => resolve(close);
      }),
  );
  let settled = false;
  const submitted = person.submit().finally(() => {
    settled = true;
  });
  await person.say('别的事'); // the server has gone on, and the form is still there
  expect([settled, person.forms().length]).toEqual([false, 1]);
  finish();
  expect(await submitted).toEqual({ kind: 'closed' });
});

test('a dispatch that takes longer than Slack waits shows a warning, and the form stays with what was typed', async () => {
  const { person, message, answerWith } = await aCard();
  answerWith(() => open(form('一')));
  await person.press('作答', message);
  await person.form('一');
  await person.fill({ 第一: '甲' });
  answerWith(() => new Promise(() => undefined));
  expect(await person.submit()).toMatchObject({ kind: 'warning' });
  expect(person.holds('第一')).toMatchObject({ value: '甲' });
});

test('an answer that can’t be shown is noted by its code alone; the work counts as done', async () => {
  const { person, message, answerWith, logged } = await aCard();
  const secret = '我的不足'.repeat(50);
  answerWith(() => open(form(secret)));
  await person.press('作答', message);
  answerWith(() => show({ summary: 's', blocks: [{ kind: 'heading', text: secret }] }));
  await person.say('/siwen');
  expect(logged.filter((line) => line.includes('could not be shown'))).toHaveLength(2);
  expect(logged.join()).not.toContain('不足');
  expect(person.events.filter(({ type }) => type === 'warning')).toEqual([]);
});

test('typed words are on disk before they are acknowledged; when that fails, they come again', async () => {
  const kept: string[] = [];
  let failures = 1;
  const { person, workspace, events } = await aDesk({
    async storeMessage(event) {
      if (failures-- > 0) throw new Error('disk full');
      kept.push(event.text);
    },
  });
  await person.say('汇总');
  await expect.poll(() => kept, { timeout: 10_000 }).toEqual(['汇总']); // the second delivery, since the first was not acknowledged
  expect(events).toEqual([]); // they are handled from the table, not from here
  workspace.faults.deliveries = 2;
  await person.say('帮助');
  await expect.poll(() => kept).toEqual(['汇总', '帮助', '帮助']);
});

test('the same words have one key however often they come; what siwen itself writes is not taken for words', async () => {
  const { person, workspace, stored, slack, teamId } = await aDesk();
  workspace.faults.deliveries = 3;
  await person.say('汇总 *李*');
  await expect.poll(() => stored.length).toBe(3);
  expect(new Set(stored.map(({ key }) => key)).size).toBe(1);
  expect(stored[0]).toMatchObject({ kind: 'message', text: '汇总 *李*', person: { userId: person.me.id, teamId } });
  await slack.chat.post(person.me.id, sentence('四问'), 'n');
  const message = await person.message('四问');
  expect(wordsOf(message)).toBe('四问');
  expect(stored).toHaveLength(3);
});

test('words reach the office as they were typed, in the conversation and behind a slash command', async () => {
  const { person, stored, events } = await aDesk();
  await person.say('会议 R&D <项目> 推进会');
  await expect.poll(() => stored).toMatchObject([{ text: '会议 R&D <项目> 推进会' }]);
  await person.say('/siwen 会议 R&D <项目> 推进会');
  expect(events).toMatchObject([{ kind: 'command', text: '会议 R&D <项目> 推进会' }]);
});

test('a new or changed account is told on', async () => {
  const { workspace, usersChanged } = await aDesk();
  workspace.ensurePeople([{ name: '新来', email: 'xinlai@bureau.example' }]);
  await expect.poll(usersChanged).toBe(1);
  workspace.ensurePeople([{ name: '新来', email: 'xinlai@bureau.example', active: false }]);
  await expect.poll(usersChanged).toBe(2);
});

test('an event nobody listens to, as siwen’s own messages come back, is acknowledged without Bolt', async () => {
  const carried = vi.spyOn(App.prototype, 'processEvent');
  onTestFinished(() => carried.mockRestore());
  const { person, workspace, slack, usersChanged, acknowledged } = await aDesk();
  await slack.chat.post(person.me.id, card, 'n');
  await person.message(() => true);
  await expect.poll(() => acknowledged).toEqual(['event_callback']);
  expect(carried).not.toHaveBeenCalled();
  workspace.ensurePeople([{ name: '新来', email: 'xinlai@bureau.example' }]);
  await expect.poll(usersChanged).toBe(1);
  expect(carried).toHaveBeenCalledTimes(1);
});
