import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/calendar/instant.js';
import { member, office } from './world.js';

const home = (id: string) => ({ kind: 'home', member: member(id) }) as const;

test('a change is shown on the Home tab of whoever opened it within a day, and of nobody else', async () => {
  const { dispatcher, send, timer, chat, openHome, moveOfficeTime } = await office();
  await openHome('M1');
  dispatcher.start();
  expect(await send(home('M1'), home('M2'))).toEqual([true, false]);
  await timer.advance(minuteMs);
  expect([...chat.homes.keys()]).toEqual(['U1']);
  moveOfficeTime(dayMs - minuteMs);
  expect(await send(home('M1'))).toEqual([true]);
  moveOfficeTime(2 * hourMs);
  await openHome('M2');
  expect(await send(home('M1'), home('M2'))).toEqual([false, true]);
});

test('it is shown for a day from the last opening on, for a little more than that, and an hour of openings is written down once', async () => {
  const { send, ask, openHome, moveOfficeTime, now } = await office();
  const pauses = fc.array(fc.nat({ max: 2 * hourMs }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(pauses, async (between) => {
      moveOfficeTime(3 * dayMs);
      for (const pause of between) {
        await openHome('M1');
        const notes = await ask((tx) => tx.selectFrom('delivery_home_opened').select('opened_at').execute());
        expect(now() - (notes[0]?.opened_at ?? 0)).toBeLessThan(hourMs);
        moveOfficeTime(pause);
      }
      const since = between.at(-1) ?? 3 * dayMs;
      expect(await send(home('M1'))).toEqual([since <= dayMs]);
      moveOfficeTime(dayMs - since);
      expect(await send(home('M1'))).toEqual([between.length > 0]);
      moveOfficeTime(hourMs);
      expect(await send(home('M1'))).toEqual([false]);
    }),
    { numRuns: 40 },
  );
  await openHome('M1');
  const noted = now();
  moveOfficeTime(59 * minuteMs);
  await openHome('M1');
  expect(await ask((tx) => tx.selectFrom('delivery_home_opened').select('opened_at').execute())).toEqual([{ opened_at: noted }]);
});

test('a Home tab that was opened while the chat took none is drawn when it does again, and not before', async () => {
  const { dispatcher, timer, chat, openHome } = await office({ renderHome: async () => ({ blocks: [{ kind: 'text', text: ['now'] }] }) });
  await openHome('M1');
  dispatcher.start();
  dispatcher.drawHomeAgain('U1', 20_000);
  await timer.advance(19_000);
  expect(chat.callsOf('home')).toHaveLength(0);
  await timer.advance(180_000);
  expect(chat.homes.get('U1')?.at(-1)).toContain('now');
  expect(chat.callsOf('home')).toHaveLength(1);
});

test('a note made while the clock was ahead gives way to the next one', async () => {
  const { send, ask, openHome, moveOfficeTime, now } = await office();
  moveOfficeTime(48 * hourMs);
  await openHome('M1');
  moveOfficeTime(-48 * hourMs);
  expect(await send(home('M1'))).toEqual([true]);
  await openHome('M1');
  expect(await ask((tx) => tx.selectFrom('delivery_home_opened').select('opened_at').execute())).toEqual([{ opened_at: now() }]);
});

test('what was drawn for an opening and comes to pass late does not stay', async () => {
  const { dispatcher, timer, chat, openHome } = await office({ renderHome: async () => ({ blocks: [{ kind: 'text', text: ['now'] }] }) });
  await openHome('M1');
  dispatcher.start();
  dispatcher.drawHomeAgain('U1');
  dispatcher.drawHomeAgain('U9');
  await timer.advance(5_000);
  const shown = () => chat.homes.get('U1')?.at(-1);
  expect(shown()).toContain('now');
  await timer.advance(80_000);
  chat.showHome('U1', { blocks: [{ kind: 'text', text: ['older'] }] });
  await timer.advance(60_000);
  expect(shown()).toContain('now');
  expect(chat.callsOf('home')).toHaveLength(2);
});
