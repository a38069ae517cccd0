import type { LeaveKind } from '../../src/leave/leave.js';
import type { Person } from './bureau.js';
import { press } from './hands.js';
import type { Days } from './leave-books.js';
import { asking, type Wish } from './leaving.js';
import { accountOf, intend, type Office } from './office.js';
import { departmentOf } from './round-checks.js';

const DAY = 24 * 3_600_000;
const OFFSET_MS = 8 * 3_600_000;
/** Requests of a person in a year; in a shorter run more of them, so that something happens. */
const A_YEAR = 2;
const A_SHORT_DAY = 0.1;
const SHORT_DAYS = 60;
const KINDS: readonly LeaveKind[] = ['business-trip', 'business-trip', 'annual-leave'];

/** Who asks for leave, and when, drawn in advance. */
export function planLeaves(office: Office): void {
  const { world, bureau } = office;
  const { agenda, options } = world;
  const chance = world.chance.apart();
  const isShort = options.days < SHORT_DAYS;
  const requests = Math.round(options.members * (isShort ? A_SHORT_DAY * options.days : (A_YEAR * options.days) / 365));
  for (let n = requests; n > 0; n--)
    agenda.add(Math.floor(chance.next() * options.days * DAY), async () => {
      const person = chance.pick([...bureau.people.values()].filter(({ active }) => active));
      const open = () => {
        const me = accountOf(office, person);
        return me && press(me, world.newId(), 'leave.new', '');
      };
      intend(office, person, world.timer.elapsed(), asking(office, person, wishOf(office, person), open));
    });
}

/** A trip or some days of leave that begin within two weeks, sometimes with half a day, or yesterday. */
export function wishOf({ world, bureau }: Office, person: Person): Wish {
  const { chance } = world;
  const today = Math.floor((world.clock.now() + OFFSET_MS) / DAY);
  const first = today + (chance.happens(0.05) ? -1 : chance.whole(0, world.options.days < SHORT_DAYS ? 2 : 14));
  const last = first + chance.pick([0, 0, 1, 2, 4, 9]);
  const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
  const half = (usual: string, other: string): string => (chance.happens(0.8) ? usual : other);
  const days: Days = {
    from: dateOf(first),
    fromHalf: half('morning', 'afternoon'),
    until: dateOf(last),
    untilHalf: last === first ? 'afternoon' : half('afternoon', 'morning'),
  };
  const others = [...bureau.people.values()].filter(
    (other) => other.active && other !== person && departmentOf(other) === departmentOf(person),
  );
  const acting = others.length > 0 && (person.leads || chance.happens(0.5)) ? chance.pick(others) : undefined;
  return { kind: chance.pick(KINDS), days, acting };
}
