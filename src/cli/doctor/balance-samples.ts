import type { PlainDate } from '../../calendar/instant.js';
import { yearOf } from '../../calendar/plain-date.js';
import type { Reader } from '../../calendar/reader.js';
import { dateOf } from '../../calendar/zone.js';
import type { Entry, EntryId } from '../../leave/balance/balance.js';
import * as cards from '../../leave/balance/cards.js';
import * as forms from '../../leave/balance/forms.js';
import type { Ledger, Standing } from '../../leave/balance/ledger.js';
import { bandAfter, bandOn } from '../../leave/balance/rules.js';
import type { Member } from '../../org/member.js';
import type { Sample } from '../../slack/diagnosis.js';
import { sampleLeave } from './leave-sample.js';
import { DEPARTMENT, MEMBER, NAME, WORDS } from './notice-samples.js';

/** What is shown around the ledger of annual leave. */
export function balanceSamples(reader: Reader): Sample[] {
  const today = dateOf(reader.now, reader.zone);
  const year = yearOf(today);
  const since = `${year - 15}-07-01` as PlainDate;
  const carryOver = { years: 1, fromYear: year - 1, untilMonth: 3 } as const;
  const standing: Standing = {
    balance: { entitled: 20, ahead: 4, carriedOver: 5, corrected: -3, taken: 17, waiting: 11, left: -2 },
    band: bandOn(since, today),
    next: bandAfter(since, today),
    isWithout: false,
  };
  const entry: Entry = {
    id: 'bStGXR8_Z5jdHi6B-myT1' as EntryId,
    memberId: MEMBER,
    year,
    kind: 'correction',
    halfDays: -3,
    recount: undefined,
    undoes: undefined,
    by: MEMBER,
    at: reader.now,
  };
  const line = { entry, by: NAME, reason: WORDS, counts: false, mayBeUndone: true };
  const leave = sampleLeave(400, reader, { state: 'approved' });
  const member = { id: MEMBER, name: NAME } as Member;
  const ledger: Ledger = {
    ok: true,
    member,
    year,
    thisYear: year,
    standing,
    lines: Array.from({ length: 30 }, () => line),
    leaves: Array.from({ length: 30 }, () => ({ leave, halfDays: 1 })),
    mayEnter: true,
  };
  const recount = { leave, differences: [{ year, counts: 2, wouldCount: 1 }], name: NAME, department: DEPARTMENT, isOwn: false };
  return [
    { name: 'ownCard of annual leave', card: cards.ownCard(year, MEMBER, standing, carryOver, true, reader) },
    { name: 'theirCard of annual leave', card: cards.theirCard(ledger, carryOver, reader) },
    { name: 'changedCard of annual leave', card: cards.changedCard(entry, NAME, reader) },
    { name: 'recountsCard', card: cards.recountsCard(year, { all: 12, fresh: 2 }, reader) },
    { name: 'ledgerForm', form: forms.ledgerForm(ledger, carryOver, reader) },
    { name: 'searchForm of ledgers', form: forms.searchForm(reader) },
    { name: 'correctionForm of annual leave', form: forms.correctionForm(entry.id, ledger, reader) },
    { name: 'yearWithoutForm', form: forms.yearWithoutForm(entry.id, ledger, reader) },
    { name: 'undoForm', form: forms.undoForm(entry.id, line, NAME, reader) },
    {
      name: 'recountsForm',
      form: forms.recountsForm({ ok: true, total: 50, listed: Array.from({ length: forms.MOST_RECOUNTS }, () => recount) }, reader),
    },
  ];
}
