import { readerOf } from '../../calendar/reader.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent, SubmissionEvent } from '../../chat/event.js';
import { one } from '../../chat/form.js';
import { open, place, type Reply, replace, show } from '../../chat/reply.js';
import { say } from '../../chat/text.js';
import { peopleOptions } from '../../org/options.js';
import type { LeaveDeps } from '../deps.js';
import { homeBlocks, ownCard, theirCard } from './cards.js';
import { type EntryRefusal, halfDaysIn, type RecountRefusal } from './entry-rules.js';
import { correctBalance, type Entered, setYearWithout, undoEntry } from './entry-service.js';
import { correctionForm, ledgerForm, listedIn, MOST_RECOUNTS, recountsForm, searchForm, undoForm, yearWithoutForm } from './forms.js';
import { ledgerMeant, openEntry, openLedger, standingOf } from './ledger-service.js';
import { keepsLedger } from './personnel.js';
import { openRecounts, settleRecount } from './recount-service.js';
import { thisYear } from './service.js';
import { refusalText, text } from './text.js';

/** 年休假台账: one's own for everybody; everybody's for personnel. */
export function balanceConversation(deps: LeaveDeps): Conversation {
  const { carryOver } = deps.policy.annual;
  const refuse = (caller: Caller, event: Pick<ActionEvent, 'from'>, refusal: RecountRefusal): Reply =>
    event.from.surface === 'form' ? inForm(caller, refusal) : show(sentenceCard(refusalText[refusal], caller));
  const inForm = (caller: Caller, refusal: RecountRefusal): Reply =>
    replace(sentenceForm(say(text.title, caller.locale), say(refusalText[refusal], caller.locale), caller));

  const ledgerIn = async (caller: Caller, value: string) => openLedger(deps, { memberId: caller.memberId, ...ledgerOf(value) });

  async function typed(caller: Caller, words: string): Promise<Reply> {
    const meant = await ledgerMeant(deps, caller.memberId, words);
    const ledger = meant.ok ? await openLedger(deps, { memberId: caller.memberId, ...meant }) : meant;
    if (!ledger.ok) return show(sentenceCard(refusalText[ledger.refusal], caller));
    if (ledger.member.id !== caller.memberId) return show(theirCard(ledger, carryOver, readerOf(deps, caller)));
    const isKeeper = await deps.transact((tx) => keepsLedger(tx, caller.memberId));
    return show(ownCard(ledger.year, caller.memberId, ledger.standing, carryOver, isKeeper, readerOf(deps, caller)));
  }

  async function viewLedger(caller: Caller, event: ActionEvent, value: string): Promise<Reply> {
    const ledger = await ledgerIn(caller, value);
    return ledger.ok ? place(event, ledgerForm(ledger, carryOver, readerOf(deps, caller))) : refuse(caller, event, ledger.refusal);
  }

  async function entered(caller: Caller, result: Entered): Promise<Reply> {
    if (!result.ok) {
      const field = FIELD[result.refusal];
      return field
        ? { do: 'errors', errors: { [field]: say(refusalText[result.refusal], caller.locale) } }
        : inForm(caller, result.refusal);
    }
    const { memberId: of, year } = result.entry;
    const ledger = await openLedger(deps, { memberId: caller.memberId, of, year });
    return ledger.ok ? replace(ledgerForm(ledger, carryOver, readerOf(deps, caller))) : inForm(caller, ledger.refusal);
  }

  async function viewRecounts(caller: Caller, event: ActionEvent): Promise<Reply> {
    const list = await openRecounts(deps, { memberId: caller.memberId, limit: MOST_RECOUNTS });
    return list.ok ? place(event, recountsForm(list, readerOf(deps, caller))) : refuse(caller, event, list.refusal);
  }

  async function settle(caller: Caller, event: ActionEvent, verdict: 'correct' | 'keep'): Promise<Reply> {
    const [sum, ...leave] = event.value.split(':');
    const done = await settleRecount(deps, { memberId: caller.memberId, leaveId: leave.join(':'), sum: Number(sum), verdict });
    if (!done.ok) return refuse(caller, event, done.refusal);
    const { more, leaveIds } = listedIn(event.from.surface === 'form' ? event.from.context : '');
    const rest = await openRecounts(deps, { memberId: caller.memberId, limit: MOST_RECOUNTS, among: leaveIds });
    // What is listed is settled one after another, but for their own; only then is everybody's looked at again.
    if (!rest.ok || rest.listed.every(({ isOwn }) => isOwn)) return viewRecounts(caller, event);
    return place(event, recountsForm({ ...rest, total: rest.total + more }, readerOf(deps, caller)));
  }

  /** Opens a form that adds to a ledger, if the reader may. */
  async function opening(caller: Caller, event: ActionEvent, make: typeof correctionForm): Promise<Reply> {
    const ledger = await ledgerIn(caller, event.value);
    if (!ledger.ok) return refuse(caller, event, ledger.refusal);
    if (!ledger.mayEnter) return refuse(caller, event, ledger.member.id === caller.memberId ? 'own-balance' : 'year-far');
    return place(event, make(deps.newId(), ledger, readerOf(deps, caller)));
  }

  return {
    commands: [
      {
        names: ['年假台账', '年假', '年假余额', '剩余年假', '年休假余额', '年休假 余额', '年休假台账', 'balance'],
        help: text.help,
        // 年假 12月7日至11日 asks for leave.
        alone: true,
        run: typed,
      },
    ],
    actions: {
      'leave.ledger': (caller, event) => viewLedger(caller, event, event.value),
      async 'leave.ledgerSearch'(caller, event) {
        const isKeeper = await deps.transact((tx) => keepsLedger(tx, caller.memberId));
        return isKeeper ? open(searchForm(readerOf(deps, caller))) : refuse(caller, event, 'right-missing');
      },
      'leave.balanceCorrect': (caller, event) => opening(caller, event, correctionForm),
      'leave.yearWithout': (caller, event) => opening(caller, event, yearWithoutForm),
      async 'leave.entryUndo'(caller, event) {
        const found = await openEntry(deps, { memberId: caller.memberId, entryId: event.value });
        if (!found.ok) return refuse(caller, event, found.refusal);
        return place(event, undoForm(deps.newId(), found.line, found.member.name, readerOf(deps, caller)));
      },
      'leave.recounts': viewRecounts,
      'leave.recountCorrect': (caller, event) => settle(caller, event, 'correct'),
      'leave.recountKeep': (caller, event) => settle(caller, event, 'keep'),
    },
    forms: {
      async 'leave.ledgerFind'(caller, event) {
        const ledger = await openLedger(deps, {
          memberId: caller.memberId,
          of: one(event.values, 'member') ?? '',
          year: thisYear(deps),
        });
        if (ledger.ok) return replace(ledgerForm(ledger, carryOver, readerOf(deps, caller)));
        return { do: 'errors', errors: { member: say(refusalText[ledger.refusal], caller.locale) } };
      },
      async 'leave.balanceCorrection'(caller, event) {
        const { id, rest } = partsOf(event);
        const halfDays = halfDaysIn(one(event.values, 'days') ?? '');
        const sign = one(event.values, 'direction') === 'less' ? -1 : 1;
        const input = { id, memberId: caller.memberId, ...ledgerOf(rest), reason: one(event.values, 'reason') ?? '' };
        return entered(caller, await correctBalance(deps, { ...input, halfDays: halfDays && sign * halfDays }));
      },
      async 'leave.yearWithoutSet'(caller, event) {
        const { id, rest } = partsOf(event);
        const input = { id, memberId: caller.memberId, ...ledgerOf(rest), reason: one(event.values, 'reason') ?? '' };
        return entered(caller, await setYearWithout(deps, input));
      },
      async 'leave.entryUndone'(caller, event) {
        const { id, rest } = partsOf(event);
        const reason = one(event.values, 'reason') ?? '';
        return entered(caller, await undoEntry(deps, { id, memberId: caller.memberId, undoes: rest, reason }));
      },
    },
    options: {
      'leave.ledgerMembers': (caller, query) =>
        deps.transact(async (tx) => ((await keepsLedger(tx, caller.memberId)) ? peopleOptions(tx, query) : [])),
    },
    async home(tx, caller) {
      const year = thisYear(deps);
      const standing = await standingOf(tx, deps, caller.memberId, year);
      return standing ? [{ part: 'history', blocks: homeBlocks(year, caller.memberId, standing, readerOf(deps, caller)) }] : [];
    },
  };
}

/** `2026:603`. */
function ledgerOf(value: string): { readonly year: number; readonly of: string } {
  const [year, ...of] = value.split(':');
  return { year: Number(year), of: of.join(':') };
}

function partsOf({ context }: SubmissionEvent): { readonly id: string; readonly rest: string } {
  const [id = '', ...rest] = context.split(':');
  return { id, rest: rest.join(':') };
}

/** Where a refusal is shown; others take the form's place. */
const FIELD: Partial<Record<EntryRefusal, string>> = { 'days-wrong': 'days', 'reason-missing': 'reason', 'too-long': 'reason' };
