import type { FakeMessage } from '../delivery/fake-chat.js';
import type { Person } from './bureau.js';
import { buttonIn, press } from './hands.js';
import type { LeaveBook } from './leave-books.js';
import { wishOf } from './leave-plan.js';
import { asking, decideLeave, finishLeave, pressOwn, reportBack } from './leaving.js';
import { accountOf, intend, type Office } from './office.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A message about a request for leave has arrived with somebody: whether it may, and what they make of it. */
export function leaveArrived(office: Office, key: string, message: FakeMessage): void {
  const { world, books, bureau } = office;
  const { chance } = world;
  const [what = '', id = ''] = key.split(':');
  const leave = books.leaves.get(id);
  const person = bureau.people.get(bureau.accounts.get(message.to)?.name ?? '');
  if (!leave || !person || !message.card) return;
  const soon = (hours: number, act: Parameters<typeof intend>[3]) =>
    intend(office, person, world.timer.elapsed() + chance.whole(1, hours * 60) * MINUTE, act);
  switch (what) {
    case 'leave.approve':
    case 'leave.again':
    case 'leave.nudge':
      asked(office, leave, person, message.id, soon);
      return;
    case 'leave.process':
      if (chance.happens(0.8)) soon(72, () => finishLeave(office, leave, person, message.id));
      return;
    case 'leave.acting': {
      const how = chance.next();
      if (how < 0.85) soon(24, () => pressOwn(office, leave, person, message.id, how < 0.7 ? 'leave.actingAccept' : 'leave.actingDecline'));
      return;
    }
    case 'leave.applicant':
      applied(office, leave, person, message.id, soon);
      return;
    default:
  }
}

type Soon = (hours: number, act: Parameters<typeof intend>[3]) => void;

/** Some decide at the same hour as others; some let it wait until it moves up. */
function asked(office: Office, leave: LeaveBook, person: Person, messageId: string, soon: Soon): void {
  const { chance } = office.world;
  const how = chance.next();
  if (how > 0.85) return;
  const verdict = how < 0.65 ? 'approved' : how < 0.75 ? 'refused' : 'returned';
  soon(chance.pick([2, 20, 60]), () => decideLeave(office, leave, person, messageId, verdict));
}

/** In front of one's own card: it may be withdrawn or changed; what is returned is submitted anew; and in the end one is back. */
function applied(office: Office, leave: LeaveBook, person: Person, messageId: string, soon: Soon): void {
  const { world } = office;
  const { chance } = world;
  if (chance.happens(0.1)) soon(96, () => pressOwn(office, leave, person, messageId, 'leave.withdraw'));
  const change = (): (() => Promise<'done' | 'again'>) => {
    const open = () => {
      const me = accountOf(office, person);
      const card = office.chat.fake.message(messageId)?.card;
      const value = card && buttonIn(card, 'leave.change');
      return me && value !== undefined ? press(me, world.newId(), 'leave.change', value) : undefined;
    };
    return asking(office, person, { ...wishOf(office, person), kind: leave.kind }, open, leave);
  };
  if (chance.happens(0.3)) soon(chance.pick([24, 120]), change());
  // On the day of return, some days late, or never.
  const end = Date.parse(`${leave.days.until}T10:00:00Z`);
  const late = chance.pick([0, 0, 0, 14, 40, 100]) * HOUR;
  const wait = end + late - world.clock.now();
  if (chance.happens(0.9)) intend(office, person, world.timer.elapsed() + Math.max(wait, HOUR), () => reportBack(office, leave, messageId));
}
