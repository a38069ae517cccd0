import type { Option } from '../../chat/card.js';
import type { FormValues } from '../../chat/form.js';
import type { Locale } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import { departmentOptions, peopleOptions } from '../../org/options.js';
import { hasRight } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import * as meetings from '../store.js';
import { check, type Unfit, whyNotChanged } from './check.js';
import { choicesFor, describe } from './describe.js';
import { valuesOf } from './draft.js';
import * as drafts from './draft-store.js';
import { type Organizer, organizerOf } from './expected.js';
import type { Choices } from './forms.js';
import type { Preview } from './preview.js';
import { type Done, refused } from './refusal.js';

/** What an organizer fills in, until it is announced. */

type Opened = { readonly draft: drafts.Draft; readonly choices: Choices };

/** A new form; `values`: what is known of it already. */
export function openDraft(deps: MeetingDeps, memberId: string, values: FormValues): Promise<Done<Opened>> {
  return deps.transact(async (tx) => {
    const organizer = await organizerOf(tx, memberId);
    if (!organizer) return refused('right-missing');
    return keep(tx, deps, organizer, undefined, { scope: organizer.bureau ? 'bureau' : 'departments', ...values });
  });
}

/** The form of a meeting that is to be changed, as it is now. */
export function openChange(deps: MeetingDeps, memberId: string, meetingId: string): Promise<Done<Opened>> {
  return deps.transact(async (tx) => {
    const organizer = await organizerOf(tx, memberId);
    if (!organizer) return refused('right-missing');
    const meeting = await meetings.findMeeting(tx, meetingId);
    if (!meeting) return refused('meeting-unknown');
    if (!organizer.departments.has(meeting.departmentId)) return refused('not-yours');
    const refusal = whyNotChanged(meeting, deps.clock.now());
    if (refusal) return refused(refusal);
    return keep(tx, deps, organizer, { meetingId: meeting.id, sequence: meeting.sequence }, valuesOf(meeting, deps.zone));
  });
}

async function keep(tx: Tx, deps: MeetingDeps, organizer: Organizer, of: drafts.Draft['of'], values: FormValues) {
  const draft: drafts.Draft = { id: deps.newId(), memberId: organizer.member.id, of, values, revision: 0 };
  await drafts.insertDraft(tx, draft, deps.clock.now());
  return { ok: true, draft, choices: await choicesFor(tx, deps, draft, organizer) } as const;
}

/** The form as it was last left. */
export function reopenDraft(deps: MeetingDeps, memberId: string, draftId: string): Promise<Done<Opened>> {
  return deps.transact(async (tx) => {
    const organizer = await organizerOf(tx, memberId);
    if (!organizer) return refused('right-missing');
    const draft = await drafts.findDraft(tx, draftId, memberId);
    if (!draft) return refused('draft-gone');
    return { ok: true, draft, choices: await choicesFor(tx, deps, draft, organizer) };
  });
}

/** Keeps what was typed, whatever it is worth, and says what it would come to. */
export function previewDraft(
  deps: MeetingDeps,
  memberId: string,
  { draftId, values, locale }: { readonly draftId: string; readonly values: FormValues; readonly locale: Locale },
): Promise<{ readonly ok: true; readonly preview: Preview } | Unfit> {
  return deps.transact(async (tx) => {
    if (!(await drafts.saveDraft(tx, draftId, memberId, values, deps.clock.now()))) return goneOrAnnounced(tx, memberId, draftId);
    const draft = await drafts.findDraft(tx, draftId, memberId);
    if (!draft) return refused('draft-gone');
    const checked = await check(tx, deps, memberId, draft);
    return checked.ok ? { ok: true, preview: await describe(tx, deps, draft, checked, locale) } : checked;
  });
}

/** A draft that has become a meeting is gone as well: whoever presses again is told which of the two it is. */
export async function goneOrAnnounced(tx: Tx, memberId: string, draftId: string) {
  const meeting = await meetings.findMeeting(tx, draftId);
  return refused(meeting?.organizerId === memberId ? 'announced-already' : 'draft-gone');
}

export const searchDepartments = (deps: MeetingDeps, memberId: string, query: string): Promise<Option[]> =>
  forOrganizers(deps, memberId, (tx) => departmentOptions(tx, query));

export const searchPeople = (deps: MeetingDeps, memberId: string, query: string): Promise<Option[]> =>
  forOrganizers(deps, memberId, (tx) => peopleOptions(tx, query));

const forOrganizers = (deps: MeetingDeps, memberId: string, find: (tx: Tx) => Promise<Option[]>): Promise<Option[]> =>
  deps.transact(async (tx) => ((await hasRight(tx, memberId, 'meeting.organize')) ? find(tx) : []));
