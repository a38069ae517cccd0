import { expect, test } from 'vitest';
import type { JsonObject } from '../support/elements.js';
import { objectOf } from '../support/elements.js';
import { virtualTimer } from '../support/timer.js';
import { formOf, triggerOf, viewIn } from '../support/views.js';
import { testWorkspace } from '../support/workspace.js';

const typeOf = (envelope: JsonObject) => objectOf(envelope.payload).type;

/** 邓禾 has a form open, and the app answers its submission with `answer`. */
async function scene(answer: JsonObject | 'silence' | undefined, view = formOf('四问', ['一问', '二问'])) {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  const app = await workspace.app();
  app.answerWith((envelope) => (typeOf(envelope) === 'view_submission' ? answer : undefined));
  const person = await workspace.person('邓禾');
  const opened = viewIn(await workspace.call('views.open', { trigger_id: await triggerOf(workspace, app, '邓禾'), view }));
  await person.form('四问');
  return { ...workspace, timer, app, person, opened };
}

const filled = { 一问: '甲', 二问: '乙' };

test('a submission carries what was filled in, and no answer closes the form', async () => {
  const { app, person, opened } = await scene(undefined, formOf('四问', ['一问', '二问'], { private_metadata: '密' }));
  await person.fill(filled);
  expect(await person.submit()).toEqual({ kind: 'closed' });
  const { payload } = await app.next('view_submission');
  expect(payload).toMatchObject({
    type: 'view_submission',
    user: { id: person.me.id },
    trigger_id: expect.any(String),
    view: {
      id: opened.id,
      private_metadata: '密',
      state: { values: { 一问: { value: { type: 'plain_text_input', value: '甲' } }, 二问: { value: { value: '乙' } } } },
    },
  });
});

test('errors are shown at their fields, and the form stays open with what was written', async () => {
  const { person } = await scene({ response_action: 'errors', errors: { 二问: '请写具体。' } });
  await person.fill(filled);
  expect(await person.submit()).toEqual({ kind: 'errors', errors: { 二问: '请写具体。' } });
  expect(person.holds('一问')).toMatchObject({ value: '甲' });
});

test('the form is changed, another is put upon it, or all are cleared', async () => {
  const updated = await scene({ response_action: 'update', view: formOf('收到') });
  await updated.person.fill(filled);
  expect(await updated.person.submit()).toMatchObject({ kind: 'form', form: { title: '收到', id: updated.opened.id } });

  const pushed = await scene({ response_action: 'push', view: formOf('第二步') });
  await pushed.person.fill(filled);
  expect(await pushed.person.submit()).toMatchObject({ kind: 'form', form: { title: '第二步' } });
  expect(pushed.person.forms().map(({ title }) => title)).toEqual(['四问', '第二步']);

  pushed.app.answerWith(() => ({ response_action: 'clear' }));
  await pushed.person.fill({ 一问: '丙' });
  expect(await pushed.person.submit()).toEqual({ kind: 'closed' });
  expect(pushed.person.forms()).toEqual([]);
});

test('without an answer only the topmost form closes', async () => {
  const { app, person } = await scene({ response_action: 'push', view: formOf('第二步') });
  await person.fill(filled);
  await person.submit();
  app.answerWith(() => undefined);
  await person.fill({ 一问: '丙' });
  expect(await person.submit()).toMatchObject({ kind: 'form', form: { title: '四问' } });
});

test.each<[string, JsonObject]>([
  ['an error at a field that is not there', { response_action: 'errors', errors: { 三问: '甲' } }],
  ['no error at all', { response_action: 'errors', errors: {} }],
  ['an action Slack does not know', { response_action: 'close' }],
  ['a view Slack would not take', { response_action: 'update', view: formOf('字'.repeat(25)) }],
  ['a Home tab as a form', { response_action: 'push', view: { type: 'home', blocks: [] } }],
])('%s is no answer: the form stays, and the person is told to try again', async (_what, answer) => {
  const { person } = await scene(answer);
  await person.fill(filled);
  expect(await person.submit()).toMatchObject({ kind: 'warning', warning: { code: 'dispatch_failed', where: 'modal' } });
  expect(person.forms()).toHaveLength(1);
});

test('an app that is silent for three seconds has not answered; what it says afterwards changes nothing', async () => {
  const { app, person, timer } = await scene('silence');
  await person.fill(filled);
  const submitted = person.submit();
  const envelope = await app.next('view_submission');
  await timer.advance(2_999);
  expect(person.events.filter(({ type }) => type === 'warning')).toEqual([]);
  await timer.advance(1);
  expect(await submitted).toMatchObject({ kind: 'warning', warning: { code: 'dispatch_failed', where: 'modal' } });
  app.acknowledge(envelope);
  app.answerWith(() => ({ response_action: 'errors', errors: { 一问: '后来的' } }));
  expect(await person.submit()).toMatchObject({ kind: 'errors', errors: { 一问: '后来的' } });
});

test('an app that is not there is told apart from one that is slow', async () => {
  const { app, person } = await scene(undefined);
  await person.fill(filled);
  app.close();
  await person.until('the end of the connection', () => (person.snapshot().connected ? undefined : true));
  expect(await person.submit()).toMatchObject({ kind: 'warning', warning: { code: 'no_app', where: 'modal' } });
});

test('what is empty, too short or too long is refused before the app hears of it, in the language of the person', async () => {
  const limited = (label: string, element: object, more = {}) => ({
    type: 'input',
    block_id: label,
    label: { type: 'plain_text', text: label },
    element: { action_id: 'value', type: 'plain_text_input', ...element },
    ...more,
  });
  const blocks = [
    limited('必填', {}),
    limited('可空', {}, { optional: true }),
    limited('至少', { min_length: 3 }),
    limited('至多', { max_length: 2 }),
    limited('勾选', { type: 'checkboxes', options: [{ text: { type: 'plain_text', text: '是' }, value: 'yes' }] }),
  ];
  const { app, call, person } = await scene(undefined, formOf('四问', [], { blocks }));
  await person.fill({ 必填: '  ', 至少: '两字', 至多: '三个字' });
  expect(await person.submit()).toEqual({
    kind: 'errors',
    errors: { 必填: '请填写此项。', 至少: '至少填写 3 个字。', 至多: '最多填写 2 个字。', 勾选: '请填写此项。' },
  });
  expect(app.received.map(typeOf)).not.toContain('view_submission');
  await person.fill({ 必填: '甲', 至少: '三个字', 至多: '两字', 勾选: ['是'] });
  expect(await person.submit()).toEqual({ kind: 'closed' });
  expect(await call('auth.test')).toMatchObject({ ok: true });
});

test('an English reader is told so in English', async () => {
  const workspace = await testWorkspace();
  const app = await workspace.app();
  const person = await workspace.person('Ellen Lind');
  await workspace.call('views.open', {
    trigger_id: await triggerOf(workspace, app, 'Ellen Lind'),
    view: formOf('Four questions', ['One']),
  });
  expect((await person.form('Four questions')).close).toBe('Cancel');
  expect(await person.submit()).toEqual({ kind: 'errors', errors: { One: 'Please complete this required field.' } });
});

test('the app hears of a closed form only where it asked for it', async () => {
  const told = await scene(undefined, formOf('四问', ['一问'], { notify_on_close: true }));
  await told.person.closeForm();
  expect((await told.app.next('view_closed')).payload).toMatchObject({
    view: { id: told.opened.id },
    is_cleared: false,
    user: { id: told.person.me.id },
  });
  const untold = await scene(undefined);
  await untold.person.closeForm();
  expect(untold.person.forms()).toEqual([]);
  expect(untold.app.received.map(typeOf)).not.toContain('view_closed');
});

test('closing all closes what lies below, as does a form that says so itself', async () => {
  const notify = { notify_on_close: true };
  for (const view of [formOf('第二步', ['一问'], notify), formOf('第二步', ['一问'], { ...notify, clear_on_close: true })]) {
    const { app, person } = await scene({ response_action: 'push', view }, formOf('四问', ['一问'], notify));
    await person.fill({ 一问: '甲' });
    await person.submit();
    await person.closeForm(!('clear_on_close' in view));
    expect(person.forms()).toEqual([]);
    expect((await app.next('view_closed')).payload).toMatchObject({ is_cleared: true });
    expect((await app.next('view_closed')).payload).toMatchObject({ is_cleared: true });
  }
});
