import { dayMs, hourMs, type Instant, plus } from '../calendar/instant.js';
import { requestId } from '../chat/request.js';
import { inChunks } from '../db/in-chunks.js';
import { prepared } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import type { Outgoing } from './outgoing.js';

/*
 * Home is drawn at once when it is opened. What changes afterwards is shown there only to who may still have it before them: for a day, as
 * a chat says when Home is opened and never when it is left. For everybody else drawing waits until they open it.
 *
 * An opening is noted in a transaction before the one that reads what is drawn, and a change asks for the note in its own. So, however the two
 * cross, either what is drawn holds the change, or the change finds the note.
 */

/** Who presses around on Home for an hour is noted once. */
const NOTED_AGAIN_MS = hourMs;
/** The note may be so much older than the last look. */
const LOOKS_FOR_MS = dayMs + NOTED_AGAIN_MS;

/** Somebody opens Home or presses there; a stranger, too. A note from the future was made by a clock that was wrong, and doesn't stand in the way. */
export async function noteHomeOpened(tx: Tx, now: Instant, chatUser: string, member: MemberId | undefined): Promise<void> {
  const note = { member_id: member ?? null, opened_at: now };
  await tx
    .insertInto('delivery_home_opened')
    .values({ chat_user: chatUser, ...note })
    .onConflict((conflict) =>
      conflict
        .column('chat_user')
        .doUpdateSet(note)
        .where((eb) =>
          eb.or([
            eb('delivery_home_opened.opened_at', '<=', plus(now, -NOTED_AGAIN_MS)),
            eb('delivery_home_opened.opened_at', '>', now),
            eb('delivery_home_opened.member_id', 'is not', note.member_id),
          ]),
        ),
    )
    .execute();
}

/** These accounts belong to other members now: whoever looks finds their own Home, a stranger who was taken in as well. */
export function handOver(tx: Tx, now: Instant, accounts: ReadonlyMap<string, MemberId | undefined>): Promise<void> {
  return inChunks([...accounts.keys()], async (some) => {
    const opened = await tx.selectFrom('delivery_home_opened').select('chat_user').where('chat_user', 'in', some).execute();
    for (const { chat_user } of opened) {
      const member = accounts.get(chat_user);
      await tx
        .updateTable('delivery_home_opened')
        .set({ member_id: member ?? null })
        .where('chat_user', '=', chat_user)
        .execute();
      if (member) await enqueueHomes(tx, now, [{ kind: 'home', member }]);
    }
  });
}

/** Whose Home tab was opened under this account; undefined: a stranger's. */
export async function whoOpened(tx: Tx, chatUser: string): Promise<MemberId | undefined> {
  const opened = await tx.selectFrom('delivery_home_opened').select('member_id').where('chat_user', '=', chatUser).executeTakeFirst();
  return (opened?.member_id ?? undefined) as MemberId | undefined;
}

type Home = Extract<Outgoing, { kind: 'home' }>;

/** False: nobody is looking. Of two wishes for one Home tab the later one counts. */
export async function enqueueHomes(tx: Tx, now: Instant, homes: readonly Home[]): Promise<boolean> {
  const newest = new Map(homes.map((home) => [home.member, home]));
  let written = false;
  await inChunks([...newest.values()], async (some) => {
    for (const { member, urgency } of some) {
      const row = { routine: urgency === 'routine' ? 1 : 0, request: requestId() ?? null };
      const { numAffectedRows } = await insertHome(tx, { member, since: plus(now, -LOOKS_FOR_MS), ...row });
      written ||= (numAffectedRows ?? 0n) > 0n;
    }
  });
  return written;
}

/** A row that waits is replaced by one with a new id, so that the dispatcher, which may be drawing now, sees that there is one more to draw. */
const insertHome = prepared((tx, row: { member: MemberId; since: number; routine: number; request: string | null }) =>
  tx
    .insertInto('delivery_home')
    .orReplace()
    .columns(['member_id', 'routine', 'request'])
    .expression((eb) =>
      eb
        .selectFrom('delivery_home_opened')
        .select((select) => ['member_id', select.val(row.routine).as('routine'), select.val(row.request).as('request')])
        .where('member_id', '=', row.member)
        .where('opened_at', '>', row.since),
    ),
);
