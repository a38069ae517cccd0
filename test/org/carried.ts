import type { CardBlock } from '../../src/chat/card.js';
import type { Field, Form, FormValues, Input } from '../../src/chat/form.js';
import type { Answer } from '../../src/chat/reply.js';
import { activeMembers } from '../../src/org/service.js';
import { initialValues } from '../support/initial-values.js';
import type { Office } from '../support/office.js';
import { type Place, pressable, roomsOf, talk } from '../support/talk.js';

export type Press = ReturnType<typeof pressable>[number];
/** What somebody could send: every button with its value, every form with its context. */
export type Carried = { readonly presses: readonly Press[]; readonly forms: readonly Form[] };

/** From one card to a form, its pages, and what those offer. */
const DEEPEST = 3;
/** Looked at, not pressed: the way is to be open for whoever comes next. */
const ENDS =
  /erase|remove|pause|cancel|withdraw|decline|stop|close|acknowledge|reachable|restore|unsubscribe|approve|finish|accept|confirm/i;

/** Everything that `memberId` finds on Home, under the words, on their cards, and in the forms these open. */
export async function carriedBy(office: Office, memberId: string): Promise<Carried> {
  const me = talk(office, memberId);
  const presses = new Map<string, Press>();
  const forms = new Map<string, Form>();
  async function visit(blocks: readonly (CardBlock | Field)[], place: Place, depth: number): Promise<void> {
    for (const press of pressable(blocks)) {
      const name = `${press.id} ${press.value}`;
      if (presses.has(name)) continue;
      presses.set(name, press);
      if (depth < DEEPEST && !ENDS.test(press.id)) await follow(await me.press(press.id, press.value, place), depth + 1);
    }
  }
  async function follow(answer: Answer, depth: number): Promise<void> {
    if (answer.do === 'show') await visit(answer.card.blocks, 'message', depth);
    if (answer.do === 'home') await visit(answer.home.blocks, 'home', depth);
    if (answer.do !== 'open' && answer.do !== 'replace') return;
    if (answer.form.submit) forms.set(`${answer.form.id} ${answer.form.context}`, answer.form);
    await visit(answer.form.blocks, { form: answer.form }, depth);
    // What is to be confirmed: the preview carries a draft that is theirs alone.
    if (/draft$/i.test(answer.form.id) && depth < DEEPEST)
      await follow(await me.submit(answer.form, initialValues(answer.form)), depth + 1);
  }
  await follow(await me.home(), 0);
  for (const { names } of roomsOf(office).flatMap((room) => room.commands ?? [])) await follow(await me.say(names[0] ?? ''), 0);
  for (const { member_id, content } of await office.outbox(''))
    if (member_id === memberId && content) await visit(JSON.parse(content).blocks ?? [], 'message', 0);
  return { presses: [...presses.values()], forms: [...forms.values()] };
}

/** What anybody in the office could send. */
export async function everybodysCarried(office: Office): Promise<Carried> {
  const people = await office.transact((tx) => activeMembers(tx));
  const all: Carried[] = [];
  for (const { id } of people) all.push(await carriedBy(office, id));
  const presses = new Map(all.flatMap((one) => one.presses.map((press) => [`${press.id} ${press.value}`, press])));
  const forms = new Map(all.flatMap((one) => one.forms.map((form) => [`${form.id} ${form.context}`, form])));
  return { presses: [...presses.values()], forms: [...forms.values()] };
}

/** As it was shown, and with something in every field: the first and the last of what may be chosen. */
export function fillings(form: Form): FormValues[] {
  const with_ = (value: (input: Input) => FormValues[string]): FormValues => ({
    ...initialValues(form),
    ...Object.fromEntries(form.blocks.flatMap((block) => (block.kind === 'field' ? [[block.name, value(block.input)]] : []))),
  });
  return [initialValues(form), with_((input) => harmful(input, 0)), with_((input) => harmful(input, -1))];
}

function harmful(input: Input, at: 0 | -1): FormValues[string] {
  switch (input.kind) {
    case 'text':
      return input.initial ?? '5';
    case 'date':
      return '2026-12-03';
    case 'time':
      return at === 0 ? '09:00' : '11:30';
    case 'choice':
      return input.options.at(at)?.value;
    case 'choices':
      return input.options.map(({ value }) => value);
    case 'search':
      return '603';
    case 'searchSeveral':
      return ['603'];
  }
}
