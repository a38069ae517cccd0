import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMs, plus } from '../../src/calendar/instant.js';
import { whatItSays } from '../../src/delivery/content.js';
import { conflictsOf, followMeeting } from '../../src/meeting/give-way/service.js';
import { inviteesOf } from '../../src/meeting/invitee-store.js';
import type { Meeting } from '../../src/meeting/meeting.js';
import type { MemberId } from '../../src/org/member.js';
import { at, type Office, testOffice } from '../support/office.js';
import { formIn, talk } from '../support/talk.js';
import { announced, changed, giveAccounts, registered, tick, times } from './scene.js';

const OWNERS = ['601', '701', '801'] as const;
type Act =
  | { readonly do: 'register'; readonly owner: (typeof OWNERS)[number]; readonly from: number; readonly hours: number }
  | { readonly do: 'cancel' | 'restore'; readonly nth: number }
  | { readonly do: 'move'; readonly nth: number; readonly from: number }
  | { readonly do: 'change'; readonly from: number; readonly hours: number; readonly inAdvance: boolean }
  | { readonly do: 'call off' | 'announce' | 'deadline' };

const hour = fc.integer({ min: 8, max: 16 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('register' as const),
      owner: fc.constantFrom(...OWNERS),
      from: hour,
      hours: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'restore' as const), nth: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), nth: fc.nat(5), from: hour }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      from: hour,
      hours: fc.integer({ min: 1, max: 4 }),
      inAdvance: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('call off' as const, 'announce' as const, 'deadline' as const) }) },
);

const clock = (from: number): string => `${String(from).padStart(2, '0')}:00`;
const DAY = '2026-12-03';

/** A bureau in which all of this has happened, in this order. */
async function after(acts: readonly Act[], look: (office: Office, meeting: Meeting) => Promise<void>): Promise<void> {
  const office = await testOffice();
  await giveAccounts(office);
  const activities: string[] = [];
  let meeting = await announced(office, {}, ['601', '603', '702', '101']);
  const nth = (n: number) => activities[n % Math.max(1, activities.length)] ?? '';
  for (const one of acts) {
    switch (one.do) {
      case 'register':
        activities.push(
          await registered(office, one.owner, {
            title: `活动${activities.length}`,
            start: clock(one.from),
            end: clock(one.from + one.hours),
          }),
        );
        break;
      case 'cancel':
      case 'restore': {
        const row = await office.transact((tx) =>
          tx
            .selectFrom('meeting_activity')
            .select(['sequence', 'owner_id', 'starts_at', 'ends_at'])
            .where('id', '=', nth(one.nth) as never)
            .executeTakeFirst(),
        );
        if (!row) break;
        const [id, value] =
          one.do === 'cancel'
            ? ['meeting.activityCancel' as const, row.sequence]
            : ['meeting.activityRestore' as const, times(row).join(':')];
        await talk(office, row.owner_id).press(id, `${nth(one.nth)}:${value}`);
        break;
      }
      case 'move': {
        const form = await talk(office, '101').press('meeting.activityMove', nth(one.nth));
        if (form.do !== 'open' || form.form.id !== 'meeting.activityMoveDraft') break;
        const check = await talk(office, '101').submit(form.form, { date: DAY, start: clock(one.from), end: clock(one.from + 1) });
        if (check.do === 'replace') await talk(office, '101').submit(formIn(check), {});
        break;
      }
      case 'change':
        if (meeting.state === 'announced')
          meeting = await changed(office, meeting, {
            startsAt: at(DAY, clock(one.from)),
            endsAt: plus(at(DAY, clock(one.from)), one.hours * hourMs),
            inAdvance: one.inAdvance,
            announcedAt: office.now(),
          });
        break;
      case 'call off':
        if (meeting.state === 'announced') meeting = await changed(office, meeting, { state: 'cancelled' });
        break;
      case 'announce':
        if (meeting.state === 'cancelled') meeting = await announced(office, {}, ['601', '603', '702', '101']);
        break;
      case 'deadline':
        await tick(office, '2026-12-02', '17:30');
    }
    await look(office, meeting);
  }
}

const LIVE = ['open', 'exemption-asked', 'exempted', 'passed'];

test('whatever happened: the cases are those that would be found from scratch, and finding them again changes nothing and tells nobody', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 12 }), (acts) =>
      after(acts, async (office, meeting) => {
        const found = await office.transact(async (tx) => {
          const expected = new Set((await inviteesOf(tx, meeting.id)).map(({ memberId }) => memberId as MemberId));
          const conflicts = meeting.state === 'announced' ? await conflictsOf(tx, office.meeting, meeting, expected) : [];
          const rows = await tx
            .selectFrom('meeting_give_way')
            .innerJoin('meeting_activity', 'meeting_activity.id', 'meeting_give_way.activity_id')
            .select(['activity_id', 'meeting_give_way.state', 'meeting_activity.state as activity', 'obligation'])
            .where('meeting_give_way.meeting_id', '=', meeting.id)
            .orderBy('activity_id')
            .execute();
          return { conflicts, rows, expected };
        });
        const live = found.rows.filter(({ state }) => LIVE.includes(state));
        expect(live.map(({ activity_id, obligation }) => [activity_id, obligation])).toEqual(
          found.conflicts.map(({ activityId, obligation }) => [activityId, obligation]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
        );
        // Suspended is only what has a case that says so, or is on offer to its owner.
        for (const { state, activity } of found.rows) if (state === 'suspended') expect(activity).toBe('suspended');

        const everything = () =>
          office.transact(async (tx) => ({
            cases: await tx.selectFrom('meeting_give_way').selectAll().execute(),
            activities: await tx.selectFrom('meeting_activity').selectAll().execute(),
            messages: await tx.selectFrom('delivery_outbox').select(['key', whatItSays]).execute(),
          }));
        const before = await everything();
        await office.transact((tx) => followMeeting(tx, office.meeting, meeting, found.expected));
        expect(await everything()).toEqual(before);

        // Nobody is asked the same thing twice.
        const asked = (await office.outbox('meeting.giveWay:')).filter(({ content }) => !content?.includes('请看新的一条'));
        const newest = new Map(asked.map((one) => [`${one.member_id} ${one.key.split(':').slice(0, 3).join(':')}`, one]));
        expect(newest.size).toBe(asked.length);
      }),
    ),
    { numRuns: 25 },
  );
});
