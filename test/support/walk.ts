import { expect } from 'vitest';
import type { CardBlock } from '../../src/chat/card.js';
import type { Field, Form, FormValues } from '../../src/chat/form.js';
import type { Answer } from '../../src/chat/reply.js';
import type { Sample } from '../../src/slack/diagnosis.js';
import { initialValues } from './initial-values.js';
import type { Office } from './office.js';
import { type Place, pressable, roomsOf, talk } from './talk.js';

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

export type Seen = { readonly ids: Set<string>; readonly forms: Set<string>; readonly sources: Set<string> };

/** Presses everything that can be reached from Home, the words, the cards and `starts`, and what those lead to. Nothing that ends something, so the way goes on. */
export async function walkThrough(office: Office, memberId: string, seen: Seen, starts: readonly Answer[] = []): Promise<void> {
  const me = talk(office, memberId);
  const pressed = new Set<string>();
  async function visit(blocks: readonly (CardBlock | Field)[], place: Place): Promise<void> {
    for (const block of blocks) if (block.kind === 'field' && 'source' in block.input) seen.sources.add(block.input.source);
    for (const { id, value } of pressable(blocks)) {
      seen.ids.add(id);
      const press = `${id} ${value.replace(/\d{4}-\d\d-\d\d/g, 'day')} ${typeof place === 'string' ? place : 'form'}`;
      if (pressed.has(press) || /erase|remove|pause|resume|cancel|withdraw|decline|stop|close/i.test(id)) continue;
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
  for (const start of starts) await follow(start);
  for (const room of roomsOf(office)) for (const { names } of room.commands ?? []) await follow(await me.say(names[0] ?? ''));
  for (const id of roomsOf(office).flatMap((room) => Object.keys(room.shortcuts ?? {}))) await follow(await me.shortcut(id as 'a.b'));
  for (const { member_id, content } of await office.outbox(''))
    if (member_id === memberId && content) await visit(JSON.parse(content).blocks ?? [], 'message');
}

/** The same of a card, form or Home tab that stands by itself. */
export function noteShown(sample: Sample, seen: Seen): void {
  const blocks = 'card' in sample ? sample.card.blocks : 'form' in sample ? sample.form.blocks : sample.home.blocks;
  for (const { id } of pressable(blocks)) seen.ids.add(id);
  for (const block of blocks) if (block.kind === 'field' && 'source' in block.input) seen.sources.add(block.input.source);
  if ('form' in sample && sample.form.submit) seen.forms.add(sample.form.id);
}

export const nothingSeen = (): Seen => ({ ids: new Set(), forms: new Set(), sources: new Set() });

/** What the rooms handle, and what was seen of it, of these rooms. */
export function coverage(office: Office, seen: Seen, rooms: readonly string[]) {
  const ofRooms = (ids: Iterable<string>) => [...new Set(ids)].filter((id) => rooms.includes(id.split('.')[0] ?? '')).toSorted();
  const handled = (kind: 'actions' | 'forms' | 'options') => ofRooms(roomsOf(office).flatMap((room) => Object.keys(room[kind] ?? {})));
  return {
    shown: { actions: ofRooms(seen.ids), forms: ofRooms(seen.forms), options: ofRooms(seen.sources) },
    handled: { actions: handled('actions'), forms: handled('forms'), options: handled('options') },
  };
}
