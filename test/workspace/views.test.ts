import { expect, test } from 'vitest';
import { limits } from '../../src/block-kit/limits.js';
import { virtualTimer } from '../support/timer.js';
import { formOf, homeOf, triggerOf, viewIn } from '../support/views.js';
import { testWorkspace } from '../support/workspace.js';

/** A workspace, an app, and the means to open forms for 邓禾. */
async function scene() {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  const app = await workspace.app();
  const person = await workspace.person('邓禾');
  const trigger = () => triggerOf(workspace, app, '邓禾');
  const open = async (view: object, method = 'views.open') => workspace.call(method, { trigger_id: await trigger(), view });
  return { ...workspace, timer, person, trigger, open };
}

test('a trigger opens a form for its person, with what Slack adds to it', async () => {
  const { open, person } = await scene();
  const view = viewIn(await open(formOf('四问', ['一问'], { private_metadata: '密', external_id: 'ext', notify_on_close: true })));
  expect(view).toMatchObject({
    id: expect.stringMatching(/^V/),
    type: 'modal',
    callback_id: 'reflection.submit',
    private_metadata: '密',
    external_id: 'ext',
    root_view_id: view.id,
    previous_view_id: null,
    notify_on_close: true,
    clear_on_close: false,
    state: { values: {} },
  });
  const shown = await person.form('四问');
  expect(shown).toMatchObject({ id: view.id, hash: view.hash, submit: '提交', close: '取消' });
});

test('a trigger is good for three seconds', async () => {
  const { call, timer, trigger } = await scene();
  const [inTime, late] = [await trigger(), await trigger()];
  await timer.advance(3_000);
  expect(await call('views.open', { trigger_id: inTime, view: formOf('四问') })).toMatchObject({ ok: true });
  await timer.advance(1);
  expect(await call('views.open', { trigger_id: late, view: formOf('四问') })).toMatchObject({ ok: false, error: 'expired_trigger_id' });
});

test('a trigger is good once, but a refused view does not use it up', async () => {
  const { call, trigger } = await scene();
  const trigger_id = await trigger();
  expect(await call('views.open', { trigger_id, view: formOf('字'.repeat(25)) })).toEqual({
    ok: false,
    error: 'invalid_arguments',
    errors: ['[ERROR] must be less than 25 characters [has 25] [json-pointer:/view/title/text]'],
    response_metadata: { messages: ['[ERROR] must be less than 25 characters [has 25] [json-pointer:/view/title/text]'] },
  });
  expect(await call('views.open', { trigger_id, view: formOf('四问') })).toMatchObject({ ok: true });
  expect(await call('views.open', { trigger_id, view: formOf('四问') })).toMatchObject({ error: 'exchanged_trigger_id' });
});

test.each([
  ['an invented trigger', { trigger_id: '1.2.x' }, 'invalid_trigger_id'],
  ['no trigger', { trigger_id: undefined }, 'invalid_arguments'],
  ['no view', { view: undefined }, 'invalid_arguments'],
  ['a broken view', { view: '{' }, 'invalid_arguments'],
  ['a Home tab as a form', { view: homeOf('我的任务') }, 'invalid_arguments'],
])('%s opens nothing', async (_what, args, error) => {
  const { call, person, trigger } = await scene();
  expect(await call('views.open', { trigger_id: await trigger(), view: formOf('四问'), ...args })).toMatchObject({ ok: false, error });
  expect(person.forms()).toEqual([]);
});

test('a view of more than 250 kB has an error of its own', async () => {
  const { open } = await scene();
  const section = { type: 'section', text: { type: 'plain_text', text: '字'.repeat(1_000) } };
  expect(await open(formOf('四问', [], { blocks: Array.from({ length: 90 }, () => section) }))).toMatchObject({ error: 'view_too_large' });
});

test('forms are put upon each other, as many as Slack allows', async () => {
  const { open, person } = await scene();
  expect(await open(formOf('无'), 'views.push')).toMatchObject({ ok: false, error: 'not_found' });
  const root = viewIn(await open(formOf('一')));
  const second = viewIn(await open(formOf('二'), 'views.push'));
  expect(second).toMatchObject({ root_view_id: root.id, previous_view_id: root.id });
  for (let n = 2; n < limits.viewStack.views; n++) expect(await open(formOf('三'), 'views.push')).toMatchObject({ ok: true });
  expect(await open(formOf('四'), 'views.push')).toMatchObject({ ok: false, error: 'push_limit_reached' });
  await person.form('三');
  expect(person.forms().map(({ title }) => title)).toEqual(['一', '二', '三']);
  // A new root takes the place of all of them.
  await open(formOf('新'));
  await person.form('新');
  expect(person.forms()).toHaveLength(1);
});

test('a form is changed in place, by its id or by the name the app gave it', async () => {
  const { call, open, person } = await scene();
  const view = viewIn(await open(formOf('四问', ['一问'], { external_id: 'ext' })));
  await call('views.update', { view_id: view.id, view: formOf('改一', ['一问'], { external_id: 'ext' }) });
  await person.form('改一');
  expect(await call('views.update', { external_id: 'ext', view: formOf('改二') })).toMatchObject({ ok: true, view: { id: view.id } });
  expect((await person.form('改二')).id).toBe(view.id);
  expect(await call('views.update', { view_id: 'V0NOWHERE', view: formOf('改三') })).toMatchObject({ error: 'not_found' });
  expect(await call('views.update', { external_id: 'other', view: formOf('改三') })).toMatchObject({ error: 'not_found' });
});

test('who changes a view that somebody else has changed meanwhile is told so', async () => {
  const { call, open, person } = await scene();
  const { id: view_id, hash } = viewIn(await open(formOf('四问')));
  expect(await call('views.update', { view_id, hash, view: formOf('甲') })).toMatchObject({ ok: true });
  expect(await call('views.update', { view_id, hash, view: formOf('乙') })).toMatchObject({ ok: false, error: 'hash_conflict' });
  expect((await person.form()).title).toBe('甲');
});

test('two views cannot have one external id, a view may keep its own', async () => {
  const { call, idOf, open } = await scene();
  const taken = { ok: false, error: 'duplicate_external_id' };
  const named = (title: string, external_id: string) => formOf(title, ['一问'], { external_id });
  const user_id = await idOf('邓禾');
  const publish = (external_id: string) => call('views.publish', { user_id, view: homeOf('我的任务', { external_id }) });
  expect(await publish('home')).toMatchObject({ ok: true });
  expect(await open(named('甲', 'home'))).toEqual(taken);
  const { id: view_id } = viewIn(await open(named('甲', 'form')));
  expect(await open(named('乙', 'form'), 'views.push')).toEqual(taken);
  expect(await call('views.update', { view_id, view: named('丙', 'home') })).toEqual(taken);
  expect(await publish('form')).toEqual(taken);
  expect(await call('views.update', { view_id, view: named('丁', 'form') })).toMatchObject({ ok: true });
  expect(await publish('home')).toMatchObject({ ok: true });
});

test('the Home tab is its person’s alone, and comes to whoever opens it', async () => {
  const { call, idOf, person } = await scene();
  const user_id = await idOf('邓禾');
  const first = viewIn(await call('views.publish', { user_id, view: homeOf('我的任务') }));
  await person.homeWith('我的任务');
  const second = viewIn(await call('views.publish', { user_id, view: homeOf('没有任务'), hash: first.hash }));
  expect(second).toMatchObject({ id: first.id, type: 'home' });
  await person.homeWith('没有任务');
  expect(await call('views.publish', { user_id, view: homeOf('旧的'), hash: first.hash })).toMatchObject({ error: 'hash_conflict' });
  expect(await call('views.publish', { user_id: 'U0NOBODY', view: homeOf('甲') })).toMatchObject({ error: 'user_not_found' });
  expect(await call('views.publish', { user_id, view: formOf('四问') })).toMatchObject({ error: 'invalid_arguments' });
});

test('opening the Home tab tells the app, with the view once there is one', async () => {
  const workspace = await testWorkspace();
  const app = await workspace.app();
  const person = await workspace.person('邓禾');
  const event = async () => Object(Object((await app.next('app_home_opened')).payload).event);
  await person.openHome();
  expect(await event()).toMatchObject({ user: person.me.id, channel: person.dm.id, tab: 'home' });
  await workspace.call('views.publish', { user_id: person.me.id, view: homeOf('我的任务') });
  await person.openHome();
  expect(await event()).toMatchObject({ tab: 'home', view: { type: 'home', blocks: [{ block_id: 'home' }] } });
  await person.openMessages();
  expect(await event()).toEqual({
    type: 'app_home_opened',
    user: person.me.id,
    channel: person.dm.id,
    tab: 'messages',
    event_ts: expect.any(String),
  });
});
