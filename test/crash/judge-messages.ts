import { noncePart } from '../../src/slack/history.js';
import type { Posted } from './posted.js';
import type { Stored } from './stored.js';
import type { Violation } from './violation.js';

type Arrived = { readonly posted: readonly Posted[]; readonly owners: ReadonlyMap<string, string> };

/** How often a message in this state may lie in the workspace. A held one is there or not; the administrators have been told. */
const MAY_LIE_THERE = {
  sent: [1, 1],
  unknown: [0, 1],
  expired: [0, 0],
  refused: [0, 0],
  pending: [0, 0],
  sending: [0, 1],
} as const;

/** Every message that was written down lies in the workspace as often as it may, and nothing lies there that was not. */
export function judgeMessages({ outbox }: Stored, { posted }: Arrived): Violation[] {
  const violations: Violation[] = [];
  const byNonce = counted(posted.flatMap(({ nonce }) => nonce ?? []));
  const byFile = counted(posted.flatMap(({ files }) => files.map((name) => /-([^-.]+)\.[^.]+$/.exec(name)?.[1] ?? '')));
  const keys = outbox.map(({ key }) => key);
  let known = 0;
  for (const { key, kind, state, nonce, code } of outbox) {
    const times = (kind === 'file' ? byFile.get(noncePart(nonce)) : byNonce.get(nonce)) ?? 0;
    known += times;
    const [least, most] = MAY_LIE_THERE[state];
    if (times < least) violations.push({ kind: 'lost', what: `${key} is ${state} and lies there ${times} times` });
    if (times > most) violations.push({ kind: 'doubled', what: `${key} is ${state} and lies there ${times} times` });
    if (state === 'pending' || state === 'sending') violations.push({ kind: 'other', what: `${key} is still ${state}` });
    if (state === 'refused' && code !== 'nothing_to_send') violations.push({ kind: 'lost', what: `${key} was refused: ${code}` });
    if (state === 'unknown' && !keys.some((one) => one.startsWith(`delivery.held:${key}:`)))
      violations.push({ kind: 'other', what: `nobody was told that ${key} is held` });
  }
  if (known !== posted.length)
    violations.push({ kind: 'other', what: `${posted.length - known} messages belong to nothing that was written down` });
  return violations;
}

/** Each member has one card of each round, by what it shows, whatever its hidden nonce; and it shows how things stand. */
export function judgeCards({ asks, outbox, emails }: Stored, { posted, owners }: Arrived): Violation[] {
  const violations: Violation[] = [];
  const states = new Map(outbox.map(({ key, state }) => [key, state]));
  const cards = new Map<string, string[]>();
  for (const { channel, card } of posted) {
    const place = `${owners.get(channel)} ${card?.roundId}`;
    if (card) cards.set(place, [...(cards.get(place) ?? []), card.label]);
  }
  for (const { roundId, member, answeredAt, state } of asks) {
    const what = `the card of ${member} in round ${roundId}`;
    const labels = cards.get(`${emails.get(member)} ${roundId}`) ?? [];
    const sent = states.get(`reflection.ask:${roundId}:${member}`);
    if (sent === undefined) violations.push({ kind: 'lost', what: `${what} was never written down` });
    if (sent === 'sent' && labels.length === 0) violations.push({ kind: 'lost', what });
    if (labels.length > 1) violations.push({ kind: 'doubled', what });
    const wanted = answeredAt === null ? (state === 'open' ? '作答' : '补答') : state === 'open' ? '修改' : '查看';
    for (const label of labels)
      if (label !== wanted && sent === 'sent') violations.push({ kind: 'wrong card', what: `${what} says ${label}, not ${wanted}` });
  }
  return violations;
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
