import type { ChatEvent, ChatPerson } from '../../src/chat/event.js';
import type { Reply } from '../../src/chat/reply.js';
import type { Books } from './books.js';
import type { Bot, Lost } from './bot.js';
import type { Bureau, Person } from './bureau.js';
import { TEAM } from './bureau.js';
import type { SimulatedChat } from './chat.js';
import { checkPrivate } from './privacy.js';
import type { World } from './world.js';

/** Everything that people and checks need to know. `bot`: undefined while it is down. */
export type Office = {
  readonly world: World;
  readonly books: Books;
  readonly bureau: Bureau;
  readonly chat: SimulatedChat;
  bot(): Bot | undefined;
  /** Whether the disk is in trouble: then a refusal with an apology is no mistake. */
  troubled(): boolean;
};

/** The person behind an account that the program knows as theirs; undefined for somebody who can't talk to it now. */
export function accountOf({ bureau }: Office, person: Person): ChatPerson | undefined {
  const userId = bureau.accountOf(person);
  return userId !== undefined && bureau.accounts.get(userId)?.active ? { userId, teamId: TEAM } : undefined;
}

/** Duplicates of one delivery that come at once; most come alone. */
const MOST_DUPLICATES = 5;

/** Brings an event to the program, as often as the chat likes, and hands back what the person sees. `shared`: whose words they may see as well. */
export async function deliver(office: Office, event: ChatEvent, reader: Person, shared?: string): Promise<Reply | Lost> {
  const { world, chat } = office;
  const bot = office.bot();
  if (!bot || chat.weather.away) return 'lost';
  const times = world.chance.happens(0.1) ? world.chance.whole(2, MOST_DUPLICATES) : 1;
  const replies = await Promise.all(Array.from({ length: times }, () => bot.answer(event)));
  // One that was accepted is what counts; and while one is lost, nobody knows what it did.
  const reply = replies.find((one) => one !== 'lost' && one.do === 'close') ?? (replies.includes('lost') ? 'lost' : (replies[0] ?? 'lost'));
  for (const one of replies) checkPrivate(world, one, reader.id, `the answer to ${nameOf(event)}`, shared);
  world.note(`${reader.id} ${nameOf(event)} ${reply === 'lost' ? reply : reply.do}`);
  return reply;
}

const nameOf = (event: ChatEvent): string => ('id' in event ? `${event.kind} ${event.id}` : event.kind);

export type Outcome = 'done' | 'again';
const MOST_TRIES = 40;

/** Somebody does something at `at`, and again later for as long as the program can't be reached. */
export function intend(office: Office, person: Person, at: number, act: () => Promise<Outcome>): void {
  const { agenda, chance, timer } = office.world;
  const attempt = (tries: number) => () =>
    inTurn(person, async () => {
      if ((await act()) === 'again' && tries < MOST_TRIES) agenda.add(timer.elapsed() + chance.whole(5, 180) * 60_000, attempt(tries + 1));
    });
  agenda.add(Math.max(at, timer.elapsed()), attempt(1));
}

const busy = new WeakMap<Person, Promise<void>>();

/** Nobody does two things at once, although many people do. */
export async function inTurn(person: Person, act: () => Promise<void>): Promise<void> {
  const turn = (busy.get(person) ?? Promise.resolve()).then(act);
  busy.set(person, turn);
  await turn;
}
