import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import type { ElapsedMs } from '../schedule/clock.js';
import { isMessage, type MessageWork, type Work } from './queue.js';

/** Members without an account are asked for again this often, so many at a time: hundreds of them must not hold up the loop. */
const RECHECK_MS = 2_000;
const MOST_AT_ONCE = 200;

/** Which chat account a member's messages go to. One that appears later gets what is still waiting. */
export function makeAddressBook(addressesOf: (tx: Tx, members: readonly MemberId[]) => Promise<ReadonlyMap<MemberId, string>>) {
  const unasked = new Set<MessageWork>();
  const withoutAccount = new Set<MessageWork>();
  let recheckAt = 0;

  async function ask(tx: Tx, some: readonly MessageWork[]): Promise<void> {
    if (some.length === 0) return;
    const addresses = await addressesOf(
      tx,
      some.flatMap((work) => work.member ?? []),
    );
    for (const work of some) {
      work.address = work.member && addresses.get(work.member);
      unasked.delete(work);
      // Deleted and added again: whoever is asked for goes to the end of the line.
      withoutAccount.delete(work);
      if (work.address === undefined) withoutAccount.add(work);
    }
  }

  return {
    note(work: Work): void {
      if (isMessage(work) && work.address === undefined) unasked.add(work);
    },
    forget(work: MessageWork): void {
      unasked.delete(work);
      withoutAccount.delete(work);
    },
    /** Somebody is to be asked for now. */
    isDue: (now: ElapsedMs): boolean => unasked.size > 0 || (withoutAccount.size > 0 && now >= recheckAt),
    /** Works that have not been asked for even once. */
    hasUnasked: (): boolean => unasked.size > 0,
    async resolve(tx: Tx, now: ElapsedMs): Promise<void> {
      await ask(tx, [...unasked].slice(0, MOST_AT_ONCE));
      if (now < recheckAt) return;
      recheckAt = now + RECHECK_MS;
      await ask(tx, [...withoutAccount].slice(0, MOST_AT_ONCE));
    },
  };
}
