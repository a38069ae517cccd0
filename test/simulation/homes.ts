import type { Home } from '../../src/chat/home.js';
import type { AskBook, RoundBook } from './books.js';
import type { Person } from './bureau.js';
import { homeOpened, idsOf } from './hands.js';
import { accountOf, deliver, type Office, type Outcome } from './office.js';

const DAY = 24 * 3_600_000;
const MOST_TASKS = 10;
const MOST_PAST = 5;

/** Somebody opens their Home tab, which is drawn at once. */
export async function openHome(office: Office, person: Person): Promise<Outcome> {
  const { world, books, chat } = office;
  const me = accountOf(office, person);
  if (!me) return 'done';
  const reply = await deliver(office, homeOpened(me, world.newId()), person);
  if (reply === 'lost') return 'again';
  // With an apology in the place of a Home tab nobody knows what was noted.
  if (reply.do !== 'home' || office.troubled()) return 'done';
  chat.fake.showHome(me.userId, reply.home);
  books.homes.set(person.id, { userId: me.userId, openedAt: world.timer.elapsed() });
  return 'done';
}

/** Whoever has opened Home within a day sees there what is so, once nothing is on its way any more. */
export function checkHomes({ world, books, bureau, chat }: Office): void {
  for (const [memberId, { userId, openedAt }] of books.homes) {
    const person = bureau.people.get(memberId);
    if (world.timer.elapsed() - openedAt > DAY || openedAt <= world.clockSetAt || !person || bureau.accountOf(person) !== userId) {
      books.homes.delete(memberId);
      continue;
    }
    const shown = chat.fake.homes.get(userId)?.at(-1);
    const should = homeOf([...books.rounds.values()], memberId, world.clock.now());
    if (shown === undefined || should === undefined) continue;
    const shows = lines(JSON.parse(shown) as Home);
    books.homesChecked += 1;
    if (shows !== should) world.broken(`the Home tab of ${memberId} shows ${shows} instead of ${should}`);
  }
}

const lines = (home: Home): string => {
  const tasks = idsOf(home, 'reflection.answer', 'primary');
  const past = idsOf(home, 'reflection.answer').concat(idsOf(home, 'reflection.view'));
  return `open ${tasks.toSorted().join(' ')}, past ${past.toSorted().join(' ')}`;
};

/** Undefined where it can't be told: an answer may have arrived or not, or a round has just ended. */
function homeOf(rounds: readonly RoundBook[], memberId: string, now: number): string | undefined {
  const own = rounds.flatMap((round): { round: RoundBook; ask: AskBook }[] => {
    const ask = round.asks.get(memberId);
    return ask ? [{ round, ask }] : [];
  });
  if (own.some(({ round, ask }) => ask.doubtful || (round.state === 'open' && round.closesAt <= now))) return undefined;
  const isTask = ({ round, ask }: (typeof own)[number]) => round.state === 'open' && !ask.answered;
  const ids = (some: typeof own, most: number) => some.slice(0, most).map(({ round }) => round.id);
  const tasks = own.filter(isTask).toSorted((a, b) => a.round.closesAt - b.round.closesAt || byId(a.round, b.round));
  const past = own.filter((one) => !isTask(one)).toSorted((a, b) => b.round.opensAt - a.round.opensAt || byId(a.round, b.round));
  return `open ${ids(tasks, MOST_TASKS).toSorted().join(' ')}, past ${ids(past, MOST_PAST).toSorted().join(' ')}`;
}

const byId = (a: RoundBook, b: RoundBook): number => (a.id < b.id ? -1 : 1);
