import { setTimeout as pause } from 'node:timers/promises';
import type { KnownBlock, ModalView } from '@slack/types';
import { press } from '../src/workspace/actions.js';
import type { Desk } from '../src/workspace/desk.js';
import type { Block, StateValues } from '../src/workspace/protocol.js';
import { submit } from '../src/workspace/submissions.js';
import { elementsIn, type Found, initialValue, valueFor } from '../test/support/elements.js';

/** One at a time where it is 1; with `everyMs` one every so often, whether the former are answered or not. */
export type Pace = { readonly atOnce: number } | { readonly everyMs: number };

const WORDS = '对照岗位职责，我在调查研究上还不够深入，下一步要多到基层去，把情况摸清、把问题找准。'.repeat(3);
/** Every form has something new in it: what is there already would not be written again. */
let forms = 0;
/** Every meeting is in a week of its own: two at the same time would clash. */
let meetings = 0;

/** People who press and submit, without a page in between: what is measured is the app. `asked`: how long each acknowledgement took. */
export function createVisitors(desk: Desk, asked: number[]) {
  const userOf = (id: string) => {
    const user = desk.store.user(id);
    if (!user) throw new Error(`nobody is called ${id}`);
    return user;
  };
  const top = (user: string) => desk.views.stack(user).at(-1);

  /** The newest message of this person that asks something. */
  function card(user: string) {
    const channel = desk.store.imOf(user)?.id ?? '';
    const span = { oldest: '0', latest: '9999999999.999999', inclusive: true };
    for (const message of desk.store.history(channel, span, 20)) {
      const found = elementsIn(message.blocks).find(({ element }) => String(element.action_id).startsWith('reflection.answer'));
      if (found) return { message, found };
    }
    throw new Error(`${user} is asked nothing`);
  }

  async function pressOn(user: string, ts: string, { block, element }: Found): Promise<void> {
    const channel = desk.store.imOf(user)?.id ?? '';
    const { type, value } = element;
    await press(desk, userOf(user), {
      user,
      container: { type: 'message', channel, ts },
      blockId: block.block_id ?? '',
      actionId: String(element.action_id),
      element: { type: String(type), ...(value === undefined ? {} : { value }) },
      state: {},
    });
    if (asked.at(-1) === Number.POSITIVE_INFINITY) throw new Error(`${user} pressed in vain`);
  }

  /** Presses the card's button; resolves when the form stands. */
  async function openForm(user: string): Promise<void> {
    const { message, found } = card(user);
    desk.views.clear(user);
    await pressOn(user, message.ts, found);
    while (!top(user)) await pause(1);
  }

  async function standing(user: string, callbackId: string) {
    for (;;) {
      const form = top(user);
      if (form?.callbackId === callbackId) return form;
      await pause(1);
    }
  }

  async function submitOf(user: string): Promise<void> {
    const form = top(user);
    if (!form) throw new Error(`${user} has no form`);
    await submit(desk, userOf(user), form.id, filled(form.blocks));
  }

  return {
    newest(user: string): { text: string; blocks: KnownBlock[] } {
      const { text, blocks } = card(user).message;
      return { text, blocks: blocks as unknown as KnownBlock[] };
    },
    /** The form that this person has open, as an app would open it. */
    form(user: string): ModalView {
      const form = top(user);
      if (!form) throw new Error(`${user} has no form`);
      const plain = (text: string) => ({ type: 'plain_text' as const, text });
      return {
        type: 'modal',
        callback_id: form.callbackId,
        private_metadata: form.privateMetadata,
        title: plain(form.title),
        submit: plain(form.submit ?? ''),
        close: plain(form.close ?? ''),
        blocks: form.blocks as unknown as KnownBlock[],
      };
    },
    /** How long each waited from the press to the form, in milliseconds. */
    async open(users: readonly string[]): Promise<number[]> {
      const took: number[] = [];
      for (const user of users) {
        const since = performance.now();
        await openForm(user);
        took.push(performance.now() - since);
      }
      return took;
    },
    /** Everybody submits the form that they have open. */
    async submit({ users, pace }: { readonly users: readonly string[]; readonly pace: Pace }): Promise<{ took: number[]; ms: number }> {
      asked.length = 0;
      const since = performance.now();
      if ('everyMs' in pace) {
        const begun: Promise<void>[] = [];
        for (const [index, user] of users.entries()) {
          await pause(since + index * pace.everyMs - performance.now());
          begun.push(submitOf(user));
        }
        await Promise.all(begun);
      } else {
        const left = [...users];
        const one = async () => {
          for (let user = left.pop(); user !== undefined; user = left.pop()) await submitOf(user);
        };
        await Promise.all(Array.from({ length: pace.atOnce }, one));
      }
      const ms = performance.now() - since;
      const open = users.filter((user) => top(user)?.callbackId === 'reflection.submit');
      if (open.length > 0) throw new Error(`${open.length} of ${users.length} forms were not taken`);
      return { took: [...asked], ms };
    },
    /** An organizer announces a bureau-wide meeting: an emergency, so that nobody's notice waits for working hours. */
    async announce(user: string): Promise<void> {
      const { message, found } = card(user);
      desk.views.clear(user);
      await pressOn(user, message.ts, { ...found, element: { type: 'button', action_id: 'meeting.new', value: '' } });
      const form = await standing(user, 'meeting.draft');
      await submit(desk, userOf(user), form.id, meetingIn(form.blocks));
      const preview = await standing(user, 'meeting.announce');
      await submit(desk, userOf(user), preview.id, {});
      desk.views.clear(user);
    },
    /** An administrator has the monthly round sent now. */
    async send(user: string): Promise<void> {
      const { message, found } = card(user);
      const schedule = { type: 'button', action_id: 'reflection.schedule', value: 'monthly-four-questions' };
      desk.views.clear(user);
      await pressOn(user, message.ts, { ...found, element: schedule });
      const preview = await standing(user, 'reflection.schedule');
      const send = elementsIn(preview.blocks).find(({ element }) => element.action_id === 'reflection.send');
      if (!send) throw new Error('the preview sends nothing');
      await press(desk, userOf(user), {
        user,
        container: { type: 'view', viewId: preview.id },
        blockId: send.block.block_id ?? '',
        actionId: 'reflection.send',
        element: { type: 'button', value: 'monthly-four-questions' },
        state: {},
      });
      desk.views.clear(user);
    },
  };
}

/** Every text field with words in it. */
function filled(blocks: readonly Block[]): StateValues {
  forms += 1;
  const words = `${WORDS}（${forms}）`;
  const fields = elementsIn(blocks).filter(({ element }) => element.type === 'plain_text_input');
  return Object.fromEntries(
    fields.map(({ block, element }) => [block.block_id ?? '', { [String(element.action_id)]: { type: 'plain_text_input', value: words } }]),
  );
}

/** The form of a meeting, filled in. */
function meetingIn(blocks: readonly Block[]): StateValues {
  meetings += 1;
  const date = new Date(Date.now() + 7 * meetings * 86_400_000).toISOString().slice(0, 10);
  const given: Readonly<Record<string, string | readonly string[]>> = {
    title: '机关干部大会',
    scope: 'bureau',
    date,
    start: '09:00',
    end: '11:00',
    place: '三楼会议室',
    options: ['emergency'],
  };
  return Object.fromEntries(
    elementsIn(blocks).flatMap(({ block, element }) => {
      const name = block.block_id ?? '';
      const value = Object.hasOwn(given, name) ? valueFor(element, given[name] ?? '') : initialValue(element);
      return value ? [[name, { [String(element.action_id)]: value }]] : [];
    }),
  );
}
