import type { FakeMessage } from '../delivery/fake-chat.js';
import { again, answer, snooze, type Task } from './answering.js';
import type { Person } from './bureau.js';
import { press } from './hands.js';
import { openHome } from './homes.js';
import { accountOf, deliver, intend, type Office, type Outcome } from './office.js';
import { erase, look, pry, share, unshare } from './sharing.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a member will do about a round, decided when its card arrives. */
export function receive(office: Office, task: Task): void {
  const { world } = office;
  const { chance, timer } = world;
  const now = timer.elapsed();
  const left = Math.max(HOUR, task.round.closesAt - world.clock.now());
  const inTime = () => now + Math.floor(chance.next() * left);
  const intends = (at: number, act: () => Promise<Outcome>) => intend(office, task.person, at, act);
  const kind = chance.next();
  const answersAt = kind < 0.7 ? inTime() : kind < 0.82 ? now + left + Math.floor(chance.next() * 5 * DAY) : undefined;
  if (chance.happens(0.1)) intends(inTime(), () => snooze(office, task));
  if (chance.happens(0.12)) intends(inTime(), () => answer(office, task, 'draft'));
  if (answersAt === undefined) return;
  intends(answersAt, () => answer(office, task));
  if (chance.happens(0.3)) intends(Math.max(now, answersAt - chance.whole(0, 20 * 60) * MINUTE), () => openHome(office, task.person));
  while (chance.happens(0.15)) intends(answersAt + chance.whole(1, 24 * 60) * MINUTE, () => answer(office, task));
  if (chance.happens(0.06)) {
    intends(answersAt + chance.whole(1, 48 * 60) * MINUTE, () => share(office, task));
    if (chance.happens(0.5)) intends(answersAt + chance.whole(49 * 60, 90 * 60) * MINUTE, () => unshare(office, task));
  }
  const erases = chance.next();
  if (erases < 0.04)
    intends(answersAt + chance.whole(1, 72 * 60) * MINUTE, () => erase(office, task, erases < 0.004 ? 'everything' : 'this'));
  if (chance.happens(0.03)) {
    const nosy = chance.pick([...office.bureau.people.values()]);
    intend(office, nosy, answersAt + chance.whole(1, 72 * 60) * MINUTE, () => pry(office, task, nosy));
  }
}

/** A leader was told that somebody lets them see an answer. */
export function toldOfShare(office: Office, task: Task, leader: Person, message: FakeMessage): void {
  const { chance, timer } = office.world;
  for (const days of [1, 5])
    intend(office, leader, timer.elapsed() + chance.whole(1, days * 24 * 60) * MINUTE, () => look(office, task, leader, message.id));
}

const WORDS = ['四问', '四提醒', '作答', '汇总', '汇总 上月', '帮助', '你好', '谢谢'];

/** What people do without being asked: type, look at the Home tab, have their answers sent to them. */
export function idle(office: Office, person: Person): void {
  const { chance, newId } = office.world;
  const me = accountOf(office, person);
  if (!me) return;
  const now = office.world.timer.elapsed();
  const what = chance.next();
  if (what < 0.5) {
    const event = { kind: 'message', person: me, key: `${me.teamId}:D:${newId()}`, text: chance.pick(WORDS) } as const;
    const typed = { answers: 0, confirmed: false };
    const types = async (): Promise<Outcome> => {
      const bot = office.bot();
      if (!bot || office.chat.weather.away) return 'again';
      // From here on it may be stored and answered, although the program dies before it confirms it.
      if (!typed.confirmed) office.books.typed.set(event.key, typed);
      const stored = await bot.store(event).catch(() => 'lost' as const);
      if (stored === 'lost') return 'again';
      typed.confirmed = true;
      return chance.happens(0.1) ? 'again' : 'done'; // the chat has not noticed that it was taken
    };
    intend(office, person, now, types);
  } else if (what < 0.9) {
    intend(office, person, now, () => openHome(office, person));
  } else {
    const event = press(me, newId(), 'reflection.export', '');
    intend(office, person, now, async () => again(await deliver(office, event, person)));
  }
}
