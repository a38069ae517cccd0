import { expect, test } from 'vitest';
import type { CardBlock } from '../../src/chat/card.js';
import type { Field, Form, FormValues } from '../../src/chat/form.js';
import type { Answer } from '../../src/chat/reply.js';
import { pauseSchedule, seedSchedules, sendRound } from '../../src/reflection/schedule-service.js';
import { initialValues } from '../support/initial-values.js';
import { type Office, testOffice } from '../support/office.js';
import { formIn, type Place, pressable, roomsOf, talk } from '../support/talk.js';

const all = (word: string) => ({ post: `${word}一`, expectations: `${word}二`, contribution: `${word}三`, conscience: `${word}四` });

async function send(office: Office, closes: { hours: number } | { workdays: number }) {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}

/** As it comes, and once with each option of each of its choices. */
function waysToFill(form: Form): FormValues[] {
  const untouched = initialValues(form);
  const others = form.blocks.flatMap((block) =>
    block.kind === 'field' && block.input.kind === 'choice'
      ? block.input.options.map(({ value }) => ({ ...untouched, [block.name]: value }))
      : [],
  );
  return [untouched, ...others];
}

type Seen = { readonly ids: Set<string>; readonly forms: Set<string>; readonly sources: Set<string> };

/** Presses everything that can be reached from Home, the words and the cards, and what those lead to. Nothing that erases, so the way goes on. */
async function walkThrough(office: Office, memberId: string, seen: Seen): Promise<void> {
  const me = talk(office, memberId);
  const pressed = new Set<string>();
  async function visit(blocks: readonly (CardBlock | Field)[], place: Place): Promise<void> {
    for (const block of blocks) if (block.kind === 'field' && 'source' in block.input) seen.sources.add(block.input.source);
    for (const { id, value } of pressable(blocks)) {
      seen.ids.add(id);
      const press = `${id} ${value.replace(/\d{4}-\d\d-\d\d/g, 'day')} ${typeof place === 'string' ? place : 'form'}`;
      if (pressed.has(press) || /erase|remove|pause|resume/i.test(id)) continue;
      pressed.add(press);
      await follow(await me.press(id, value, place));
    }
  }
  async function follow(answer: Answer): Promise<void> {
    if (answer.do === 'show') {
      expect(answer.card.summary).not.toContain('这个按钮已经过时');
      await visit(answer.card.blocks, 'message');
    }
    if (answer.do === 'home') await visit(answer.home.blocks, 'home');
    if (answer.do === 'open' || answer.do === 'replace') await visitForm(answer.form);
  }
  async function visitForm(form: Form): Promise<void> {
    const fresh = form.submit !== undefined && !seen.forms.has(form.id);
    if (form.submit) seen.forms.add(form.id);
    await visit(form.blocks, { form });
    if (fresh) for (const values of waysToFill(form)) await follow(await me.submit(form, values));
  }
  await follow(await me.home());
  for (const room of roomsOf(office)) for (const { names } of room.commands ?? []) await follow(await me.say(names[0] ?? ''));
  for (const id of roomsOf(office).flatMap((room) => Object.keys(room.shortcuts ?? {}))) await follow(await me.shortcut(id as 'a.b'));
  for (const { member_id, content } of await office.outbox(''))
    if (member_id === memberId && content) await visit(JSON.parse(content).blocks ?? [], 'message');
}

test('every button, menu, form and search field that is shown has a handler, and every handler is shown somewhere', async () => {
  const office = await testOffice();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  const first = await send(office, { hours: 200 });
  const me = talk(office, '102');
  const form = formIn(await me.press('reflection.answer', first.id));
  await me.submit(form, all('甲'));
  await me.submit(form, all('乙'));
  await me.submit(formIn(await me.press('reflection.share', first.id)), { leader: '001' });
  for (let n = 0; n < 11; n++) {
    office.pass(1);
    await send(office, { workdays: 3 });
  }
  const seen: Seen = { ids: new Set(), forms: new Set(), sources: new Set() };
  await pauseSchedule(office.reflection, { operator: 'test' }, 'weekly-four-reminders', true);
  await walkThrough(office, '001', seen); // before 102 takes back what they shared
  await walkThrough(office, '102', seen);
  const rooms = roomsOf(office);
  const idsOf = (kind: 'actions' | 'forms' | 'options') => rooms.flatMap((room) => Object.keys(room[kind] ?? {})).toSorted();
  expect([...seen.ids].toSorted()).toEqual(idsOf('actions'));
  expect([...seen.forms].toSorted()).toEqual(idsOf('forms'));
  expect([...seen.sources].toSorted()).toEqual(idsOf('options'));
});
