import { again, type Task } from './answering.js';
import type { Person } from './bureau.js';
import { buttonIn, press, submission } from './hands.js';
import { accountOf, deliver, type Office, type Outcome } from './office.js';

/** Erases one answer, or everything this person ever wrote. */
export async function erase(office: Office, { person, ask }: Task, what: 'this' | 'everything'): Promise<Outcome> {
  const { world, books } = office;
  const me = accountOf(office, person);
  const own = [...books.rounds.values()].flatMap((round) => round.asks.get(person.id) ?? []);
  const erased = what === 'this' ? [ask] : own;
  if (!me) return 'done';
  if (erased.some((one) => one.doubtful)) return 'again';
  const id = what === 'this' ? 'reflection.erase' : 'reflection.eraseAll';
  for (const one of erased) Object.assign(one, { draft: one.draft && 'unsure', text: one.text && 'unsure' });
  const reply = await deliver(office, press(me, world.newId(), id, what === 'this' ? ask.roundId : ''), person);
  if (reply === 'lost' || (reply.do === 'show' && office.troubled())) return 'again';
  for (const one of erased) Object.assign(one, { text: undefined, draft: undefined });
  return 'done';
}

/** Shows one answer to a leader found by the search field. */
export async function share(office: Office, { person, ask }: Task): Promise<Outcome> {
  const { world } = office;
  const me = accountOf(office, person);
  if (!me) return 'done';
  const opened = await deliver(office, press(me, world.newId(), 'reflection.share', ask.roundId), person);
  const query = { kind: 'options', person: me, key: world.newId(), id: 'reflection.leaders', query: '' } as const;
  const found = await deliver(office, query, person);
  if (opened === 'lost' || found === 'lost') return 'again';
  if (opened.do !== 'open' || found.do !== 'options' || found.options.length === 0) return office.troubled() ? 'again' : 'done';
  const leader = world.chance.pick(found.options).value;
  ask.mayBeShared.add(leader);
  const reply = await deliver(office, submission(me, `S${world.newId()}:h`, opened.form, { leader }), person);
  if (reply === 'lost') return 'again';
  if (reply.do === 'replace') ask.sharedWith.add(leader);
  return 'done';
}

export async function unshare(office: Office, { person, ask }: Task): Promise<Outcome> {
  const { world } = office;
  const me = accountOf(office, person);
  const [leader] = ask.mayBeShared;
  if (!me || leader === undefined) return 'done';
  ask.sharedWith.delete(leader);
  const reply = await deliver(office, press(me, world.newId(), 'reflection.unshare', `${ask.roundId}:${leader}`), person);
  if (reply === 'lost' || (reply.do === 'show' && office.troubled())) return 'again';
  ask.mayBeShared.delete(leader);
  return 'done';
}

/** A leader looks at what they were told of. They see the newest answer, as long as it is shared with them, and nothing otherwise. */
export async function look(office: Office, { person, ask }: Task, leader: Person, messageId: string): Promise<Outcome> {
  const { world } = office;
  const me = accountOf(office, leader);
  const card = office.chat.fake.message(messageId)?.card;
  const value = card && buttonIn(card, 'reflection.look');
  if (!me || value === undefined) return 'done';
  const may = ask.mayBeShared.has(leader.id);
  const reply = await deliver(office, press(me, world.newId(), 'reflection.look', value), leader, may ? person.id : undefined);
  if (reply === 'lost' || ask.doubtful || office.troubled()) return again(reply);
  const known = ask.text !== undefined && ask.text !== 'unsure';
  if (reply.do === 'open' && known && !JSON.stringify(reply).includes(ask.text ?? ''))
    world.broken(`${leader.id} was not shown what ${person.id} shared`);
  if (reply.do !== 'open' && known && ask.sharedWith.has(leader.id)) world.broken(`${leader.id} cannot see what ${person.id} shared`);
  return 'done';
}

/** Somebody who has no right to it forges the press of a leader's button. */
export async function pry(office: Office, task: Task, nosy: Person): Promise<Outcome> {
  const me = accountOf(office, nosy);
  if (!me || task.ask.mayBeShared.has(nosy.id) || nosy.id === task.person.id) return 'done';
  const value = `${task.ask.roundId}:0:${task.person.id}`;
  const reply = await deliver(office, press(me, office.world.newId(), 'reflection.look', value), nosy);
  if (reply !== 'lost' && reply.do === 'open') office.world.broken(`${nosy.id} opened what ${task.person.id} wrote`);
  return 'done';
}
