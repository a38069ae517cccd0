import { nanoid } from 'nanoid';
import type { Zone } from '../../calendar/instant.js';
import { dateOf } from '../../calendar/zone.js';
import type { Locale, Text } from '../../chat/text.js';
import type { Transact, Tx } from '../../db/transact.js';
import { enqueueAll } from '../../delivery/outbox.js';
import type { Clock } from '../../schedule/clock.js';
import { asCsv } from '../../workbook/csv.js';
import { rematch } from '../accounts/accounts.js';
import { type Account, type Ambiguity, matchAccounts } from '../accounts/matching.js';
import { loadAccounts, loadMatches } from '../accounts/store.js';
import { takenAccounts } from '../accounts/taken.js';
import { type Actor, recordAll, recordAudit } from '../audit.js';
import { activeIds } from '../ids-store.js';
import { noteWhoLeft } from '../leaver-store.js';
import type { Department, Rank } from '../member.js';
import { loadDepartments, loadStoredMembers, type StoredMember, saveDepartments, saveMembers } from '../store.js';
import { countRosterChange } from './changes-store.js';
import { keepDissolved } from './dissolved-store.js';
import { countsOf, DOUBTS, type Doubt, type Doubts, emptiedColumns, isMany, leftBehind, lostFunctions, movedFunctions } from './doubts.js';
import { type Change, planImport } from './plan.js';
import { overlaid, postChanges } from './posts.js';
import type { Problem } from './problem.js';
import { readRoster } from './roster.js';
import { noticeText } from './text.js';
import { asWorkbook, rosterTable } from './write.js';

export type Deps = {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly zone: Zone;
  readonly ranks: readonly Rank[];
  /** What whoever brings a roster should hear of its departments, as other rooms speak of them by name. */
  readonly noticesOf?: (departments: readonly Department[]) => readonly Text[];
};

export type ImportRoster = {
  readonly actor: Actor;
  readonly content: Uint8Array;
  /** Without it, the result only says what would happen. */
  readonly apply: boolean;
  /** How many people the operator knows to be leaving; must be exact where a file lets many go. */
  readonly confirmedLeaving?: number;
  /** How many ids the operator knows to be the same people's in spite of all that differs; must be exact where there are any. */
  readonly confirmedSame?: number;
  /** How many people the operator knows to be others than those of their name who leave, or to have new ids; must be exact where there are any. */
  readonly confirmedRenumbered?: number;
  /** How many chat accounts the operator knows not to be for whoever has them; must be exact where there are any. */
  readonly confirmedAccounts?: number;
  /** How many columns the operator knows to be empty on purpose; must be exact where there are any. */
  readonly confirmedEmptied?: number;
  /** How many functions the operator knows to pass to where somebody has gone; must be exact where there are any. */
  readonly confirmedFunctions?: number;
};

const CONFIRMED = {
  renumbered: 'confirmedRenumbered',
  'many-leave': 'confirmedLeaving',
  'other-people': 'confirmedSame',
  'accounts-taken': 'confirmedAccounts',
  'columns-emptied': 'confirmedEmptied',
  'functions-moved': 'confirmedFunctions',
} as const satisfies Record<Doubt, keyof ImportRoster>;

type Found = Doubts & { readonly changes: readonly Change[]; readonly activeBefore: number; readonly members: number };

export type Imported =
  | (Found & { readonly ok: true; readonly applied: boolean; readonly notices: readonly Problem[] })
  | (Found & { readonly ok: false; readonly refusal: Doubt; readonly notices: readonly Problem[] })
  | { readonly ok: false; readonly refusal: 'file-wrong'; readonly problems: readonly Problem[]; readonly notices: readonly Problem[] };

/** Makes the office what the file says, whole or not at all. The plan is made inside the transaction that applies it, so two imports at once never mix. */
export async function importRoster(deps: Deps, input: ImportRoster): Promise<Imported> {
  const read = await readRoster(input.content, { ranks: deps.ranks, today: dateOf(deps.clock.now(), deps.zone) });
  if (!read.ok) return { ok: false, refusal: 'file-wrong', problems: read.problems, notices: read.notices };
  return deps.transact(async (tx) => {
    const current = { departments: await loadDepartments(tx), members: await loadStoredMembers(tx) };
    const plan = planImport(current, read.roster, () => nanoid(12));
    const { changes, leaving, activeBefore, otherPeople, renumbered } = plan;
    const next = { departments: overlaid(current.departments, plan.departments), members: overlaid(current.members, plan.members) };
    const ofDepartments = deps.noticesOf?.(next.departments.filter(({ active }) => active)) ?? [];
    const ofSections = leftBehind(current, next).map(noticeText.leftBehind);
    const notices = [...read.notices, ...[...ofDepartments, ...ofSections].map((expected) => ({ expected }))];
    const taken = await accountsTaken(tx, current.members, next.members);
    // An id that seems to be another person's is asked about as such, whatever account goes with it.
    const asked = new Set(otherPeople.map(({ id }) => id));
    const passed = taken.passed.filter(({ to }) => !to || !asked.has(to.id));
    const takenAccounts = [...passed, ...(isMany(taken.lost.length, activeBefore) ? taken.lost : [])];
    const lost = lostFunctions(current.departments, read.roster.departments);
    const emptied = emptiedColumns(changes, read.columns, { members: activeBefore, lost });
    const doubts = {
      renumbered,
      leaving,
      needsConfirmation: isMany(leaving, activeBefore),
      otherPeople,
      takenAccounts,
      emptied,
      movedFunctions: movedFunctions(current, next, read.functionRows),
    };
    const found = { ...doubts, changes, activeBefore, members: read.roster.members.length, notices };
    const done = { ok: true, ...found } as const;
    if (!input.apply) return { ...done, applied: false };
    const counts = countsOf(doubts);
    const refusal = DOUBTS.find((doubt) => counts[doubt] > 0 && input[CONFIRMED[doubt]] !== counts[doubt]);
    if (refusal) return { ok: false, refusal, ...found };
    await saveDepartments(tx, plan.departments);
    const [at, { actor }] = [deps.clock.now(), input];
    await saveMembers(tx, plan.members);
    await noteWhoLeft(tx, at);
    await keepDissolved(tx, current, plan);
    if (changes.length > 0) {
      const people = changes.filter(({ what }) => what === 'member');
      const count = (kind: Change['kind']) => `${kind}=${people.filter((change) => change.kind === kind).length}`;
      const kinds = (['added', 'changed', 'deactivated', 'reactivated'] as const).map(count);
      const detail = [...kinds, `departments=${changes.length - people.length}`].join(' ');
      await recordAudit(tx, { at, actor, action: 'org.roster-imported', subject: 'roster', detail });
      await countRosterChange(tx);
    }
    await recordAll(
      tx,
      postChanges(current, plan).map((change) => ({ at, actor, ...change })),
    );
    // Who may see what is another matter for anybody: whoever has Home before them has it drawn afresh.
    const redrawn = changes.length > 0 ? await activeIds(tx) : [];
    await enqueueAll(
      tx,
      at,
      redrawn.map((member) => ({ kind: 'home', member, urgency: 'routine' })),
    );
    await rematch(tx, at, actor);
    return { ...done, applied: true };
  });
}

/** Which accounts whoever has them would have no longer. */
async function accountsTaken(tx: Tx, before: readonly StoredMember[], after: readonly StoredMember[]) {
  const { matches } = matchAccounts(
    after.filter(({ active }) => active),
    await loadAccounts(tx),
  );
  return takenAccounts(await loadMatches(tx), matches, { before, after });
}

/** The roster as a file that imports to the same again. Looking at everybody's data is audited. */
export async function exportRoster(
  deps: Pick<Deps, 'transact' | 'clock'>,
  input: { readonly actor: Actor; readonly format: 'csv' | 'xlsx'; readonly locale: Locale },
): Promise<Uint8Array> {
  const table = await deps.transact(async (tx) => {
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: input.actor,
      action: 'org.roster-exported',
      subject: 'roster',
      detail: input.format,
    });
    return rosterTable(await loadDepartments(tx), await loadStoredMembers(tx), input.locale);
  });
  return input.format === 'csv' ? asCsv(table) : asWorkbook(table, input.locale === 'en' ? 'Roster' : '花名册');
}

export type Checked = {
  readonly members: number;
  /** Active members without an account; `reason` says what to look at. */
  readonly unmatched: readonly {
    readonly id: string;
    readonly name: string;
    /** `not-asked`: the chat has not named any account yet. */
    readonly reason: 'nothing-to-match' | 'not-asked' | 'no-account' | 'ambiguous';
  }[];
  /** Active members whose account is switched off in the chat: they are not asked. */
  readonly switchedOff: readonly { readonly id: string; readonly name: string; readonly userId: string }[];
  /** Accounts in use that belong to no active member. */
  readonly strangers: readonly Pick<Account, 'userId' | 'name' | 'email'>[];
  readonly ambiguities: readonly Ambiguity[];
};

/** How roster and chat accounts fit together. `accounts` seen so far: the bot takes them in when it connects. */
export function checkRoster(deps: Pick<Deps, 'transact'>): Promise<Checked> {
  return deps.transact(async (tx) => {
    const members = (await loadStoredMembers(tx)).filter((member) => member.active);
    const accounts = await loadAccounts(tx);
    const { matches, ambiguities } = matchAccounts(members, accounts);
    const accountOf = new Map(
      accounts.flatMap((account) => (matches.has(account.userId) ? [[matches.get(account.userId), account] as const] : [])),
    );
    const doubtful = new Set(ambiguities.flatMap((found) => (found.kind === 'several-accounts' ? [found.memberId] : found.memberIds)));
    return {
      members: members.length,
      unmatched: members
        .filter((member) => !accountOf.has(member.id))
        .map(({ id, name, email, rosterAccount }) => ({
          id,
          name,
          reason: whyUnmatched({
            doubtful: doubtful.has(id),
            anything: (email ?? rosterAccount) !== undefined,
            asked: accounts.length > 0,
          }),
        })),
      switchedOff: members.flatMap(({ id, name }) => {
        const account = accountOf.get(id);
        return account && !account.active ? [{ id, name, userId: account.userId }] : [];
      }),
      strangers: accounts
        .filter((account) => account.active && !matches.has(account.userId))
        .map(({ userId, name, email }) => ({ userId, name, email })),
      ambiguities,
    };
  });
}

function whyUnmatched(is: {
  readonly doubtful: boolean;
  readonly anything: boolean;
  readonly asked: boolean;
}): Checked['unmatched'][number]['reason'] {
  if (is.doubtful) return 'ambiguous';
  if (!is.anything) return 'nothing-to-match';
  return is.asked ? 'no-account' : 'not-asked';
}
