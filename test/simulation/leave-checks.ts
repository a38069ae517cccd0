import { stateText } from '../../src/leave/text.js';
import { buttonIn } from './hands.js';
import type { LeaveBook } from './leave-books.js';
import type { Office } from './office.js';

/** What waits is nudged or moved up by then, as long as the program runs. */
const LONGEST_OVERDUE_MS = 2 * 24 * 3_600_000;

type Row = {
  id: string;
  member_id: string;
  state: keyof typeof stateText;
  half_days: number;
  from_on: string;
  until_on: string;
  due_at: number | null;
};
type StepRow = {
  position: number;
  action: string;
  state: 'waiting' | 'open' | 'done';
  assignee_id: string | null;
  outcome: string | null;
  done_by: string | null;
  due_at: number | null;
};

/** Everything about requests for leave that is to be so once nothing is on its way any more. */
export function checkLeaves(office: Office): void {
  const { world, books } = office;
  const rows = new Map(books.rows<Row>('SELECT * FROM leave_request').map((row) => [row.id, row]));
  for (const leave of books.leaves.values()) {
    const row = rows.get(leave.id);
    if (!row) {
      if (!leave.doubtful) world.broken(`the request ${leave.id} of ${leave.person.id}, seen accepted, is not there`);
      continue;
    }
    checkState(office, leave, row);
    checkSteps(office, leave, row);
    checkCards(office, row);
  }
  for (const id of rows.keys()) if (!books.leaves.has(id)) world.broken(`nobody has made the request ${id}`);
  checkOverlaps(office, [...rows.values()]);
}

function checkState({ world }: Office, leave: LeaveBook, row: Row): void {
  const { id, decided, mayBeDecided } = leave;
  if (row.from_on !== leave.days.from || row.until_on !== leave.days.until)
    world.broken(`${id} is from ${row.from_on} until ${row.until_on}`);
  const isDecided = ['approved', 'refused', 'returned', 'ended'].includes(row.state);
  if (isDecided && !decided && !mayBeDecided) world.broken(`${id} is ${row.state}, and nobody has decided it`);
  if (row.state === 'pending' && decided) world.broken(`${id} is pending, although ${decided.by.id} has decided it`);
  if (decided && (row.state === 'refused') !== (decided.verdict === 'refused'))
    world.broken(`${id} is ${row.state} after ${decided.verdict}`);
  if (leave.gone === 'yes' && !['withdrawn', 'ended', 'replaced'].includes(row.state)) world.broken(`${id} is ${row.state} again`);
}

/** No step is skipped, nobody has settled their own, and what is open waits for somebody and not for ever. */
function checkSteps({ world, books }: Office, { id, decided, person }: LeaveBook, row: Row): void {
  const steps = books.rows<StepRow>('SELECT * FROM leave_step WHERE leave_id = ? ORDER BY position', id);
  const [open, ...more] = steps.filter(({ state }) => state === 'open');
  if (more.length > 0) world.broken(`${id} waits in several places at once`);
  if (row.state === 'pending' && open?.action !== 'approve') world.broken(`${id} is pending and waits for nobody`);
  for (const [at, step] of steps.entries()) {
    if (step.position !== at) world.broken(`${id} lacks step ${at}`);
    if (step.state !== 'waiting' && steps[at - 1] && steps[at - 1]?.state !== 'done') world.broken(`${id} has skipped step ${at - 1}`);
    if (step.done_by === person.id) world.broken(`${person.id} has settled step ${at} of their own ${id}`);
  }
  const verdict = steps.find(({ action, state }) => action === 'approve' && state === 'done');
  if (decided && (verdict?.outcome !== decided.verdict || verdict.done_by !== decided.by.id))
    world.broken(`${id} was ${decided.verdict} by ${decided.by.id}, and is stored as ${verdict?.outcome} by ${verdict?.done_by}`);
  const late = world.clock.now() - LONGEST_OVERDUE_MS;
  if (open?.due_at != null && open.due_at < late) world.broken(`step ${open.position} of ${id} waits, and nobody is nudged`);
  if (row.due_at !== null && row.due_at < late) world.broken(`nothing came of what was due about ${id}`);
}

/** Every card shows the request as it is; only whose turn it is may decide. */
function checkCards({ world, books, bureau, chat }: Office, row: Row): void {
  type Sent = { key: string; member: string; message: string };
  const sent = (part: string) =>
    books
      .rows<Sent>(
        "SELECT key, member_id AS member, message_id AS message FROM delivery_outbox WHERE key > ? AND key < ? AND state = 'sent'",
        `leave.${part}:${row.id}:`,
        `leave.${part}:${row.id};`,
      )
      .filter(({ member }) => !bureau.hasLeft(member));
  for (const { key, message } of sent('applicant')) {
    const card = chat.fake.message(message)?.card;
    if (card && !JSON.stringify(card).includes(stateText[row.state].zh))
      world.broken(`${key} does not say ${row.state}: ${JSON.stringify(card)}`);
  }
  const open = books.row<StepRow>("SELECT * FROM leave_step WHERE leave_id = ? AND state = 'open' AND action = 'approve'", row.id);
  for (const { key, member, message } of sent('approve')) {
    const card = chat.fake.message(message)?.card;
    if (!card) continue;
    const may = buttonIn(card, 'leave.approve') !== undefined;
    const isTheirs = row.state === 'pending' && (open?.assignee_id === member || (open?.assignee_id === null && may));
    if (may !== isTheirs) world.broken(`${key} ${may ? 'lets' : 'does not let'} ${member} decide`);
  }
}

/** Nobody is on two approved leaves at once, unless one is to replace the other. */
function checkOverlaps({ world }: Office, rows: readonly Row[]): void {
  const approved = rows.filter(({ state }) => state === 'approved');
  for (const [index, one] of approved.entries())
    for (const other of approved.slice(index + 1))
      if (one.member_id === other.member_id && one.from_on < other.until_on && other.from_on < one.until_on)
        world.broken(`${one.member_id} is on leave twice at once: ${one.id} and ${other.id}`);
}
