import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMs, type Instant, plus } from '../../../src/calendar/instant.js';
import type { Meeting, MeetingId } from '../../../src/meeting/meeting.js';
import { announce, cancel, cardNow, change, deliver, tick } from '../../support/announced.js';
import { at, testOffice } from '../../support/office.js';

/** 正处级, reachable at any hour; the others in working hours. */
const PEOPLE = ['201', '603', '104'];
const START = at('2026-11-24', '16:00');

type Step =
  | { readonly do: 'place' | 'time' | 'agenda'; readonly to: number }
  | { readonly do: 'audience'; readonly ids: readonly string[] }
  | { readonly do: 'deliver' | 'cancel' }
  | { readonly do: 'wait'; readonly hours: number };

const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('place', 'time', 'agenda'), to: fc.nat(2) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('audience'), ids: fc.subarray(PEOPLE) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver') }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.integer({ min: 1, max: 14 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel') }) },
  ),
  { maxLength: 14 },
) as fc.Arbitrary<Step[]>;

/** In the night before a day on which the program is there all the time: whoever had to wait for working hours hears of it then. */
const TOLD_BY_DAY: Step[] = [
  { do: 'wait', hours: 34 },
  { do: 'time', to: 2 },
  { do: 'audience', ids: ['104'] },
];
/** What they were told to come to is over before anything can be delivered. */
const OVER_MEANWHILE: Step[] = [{ do: 'deliver' }, { do: 'audience', ids: [] }, { do: 'time', to: 1 }, { do: 'wait', hours: 7 }];

type Heard = { readonly comes: boolean; readonly facts: string };
/** Meetings last two hours here. */
const endOf = ({ facts }: Heard): number => Number(facts.split(' ')[0]) + 2 * hourMs;
const factsOf = ({ startsAt, place }: Meeting) => `${startsAt} ${place}`;

function kindOf(card: string): 'changed' | 'removed' | 'again' | 'cancelled' | 'notice' {
  const { summary } = JSON.parse(card) as { summary: string };
  if (summary.startsWith('会议有变更')) return 'changed';
  if (summary.startsWith('你不用参加')) return 'removed';
  if (summary.startsWith('请你参加')) return 'again';
  return summary.startsWith('会议取消') ? 'cancelled' : 'notice';
}

test('whatever happens to a meeting in whatever order, each hears what is new, once, and in the end knows how it is', async () => {
  const office = await testOffice(START);
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(5, 20, 40), async (all, ahead) => {
      office.moveTo(START);
      runs += 1;
      const id = `life${String(runs).padStart(6, '0')}` as MeetingId;
      const soon = plus(START, ahead * hourMs);
      let meeting = await announce(office, { id, startsAt: soon }, PEOPLE.slice(0, 2));
      let expected: readonly string[] = PEOPLE.slice(0, 2);
      const heard = new Map<string, Heard>();

      async function hear(): Promise<void> {
        for (const key of (await deliver(office)).filter((one) => /^meeting\.(notice|changed|cancelled):/.test(one) && one.includes(id))) {
          const member = key.split(':').at(-1) ?? '';
          const before = heard.get(member);
          const kind = kindOf(await cardNow(office, key));
          const now = factsOf(meeting);
          if (kind === 'notice') expect(before, key).toBeUndefined();
          else if (kind === 'again') expect(before, key).toMatchObject({ comes: false });
          else expect(before, key).toMatchObject({ comes: true });
          if (kind === 'changed') expect(before?.facts, key).not.toBe(now);
          heard.set(member, { comes: kind !== 'removed' && kind !== 'cancelled', facts: now });
        }
      }

      async function take(step: Step): Promise<void> {
        const open = meeting.state === 'announced' && office.now() < meeting.startsAt;
        switch (step.do) {
          case 'place':
            if (open) meeting = await change(office, id, { place: ['三楼会议室', '礼堂', '一楼'][step.to] ?? '' });
            return;
          case 'time':
            if (open) meeting = await change(office, id, { startsAt: plus(soon, step.to * 24 * hourMs) });
            return;
          case 'agenda':
            if (open) meeting = await change(office, id, { agenda: String(step.to) });
            return;
          case 'audience':
            if (open) meeting = await change(office, id, {}, step.ids);
            if (open) expected = step.ids;
            return;
          case 'cancel':
            if (open) await cancel(office, id);
            if (open) meeting = { ...meeting, state: 'cancelled' };
            return;
          case 'wait':
            return tick(office, plus(office.now(), step.hours * hourMs));
          case 'deliver':
            return hear();
        }
      }

      for (const step of all) await take(step);
      const [inTime, from] = [office.now() < meeting.endsAt, office.now()];
      await hear();
      await tick(office, Math.max(at('2026-11-25', '08:30'), office.now()) as Instant);
      await hear();
      if (!inTime || office.now() >= meeting.endsAt) return;
      for (let hours = 0; hours < 16; hours += 4) await tick(office, plus(office.now(), 4 * hourMs));
      await hear();
      for (const member of PEOPLE) {
        const comes = meeting.state === 'announced' && expected.includes(member);
        const last = heard.get(member);
        // Nobody is told late that they need not come to what is over.
        if (!comes) expect(last?.comes === true && endOf(last) > from, member).toBe(false);
        else if (office.now() < meeting.endsAt) expect(last, member).toEqual({ comes: true, facts: factsOf(meeting) });
      }
    }),
    {
      numRuns: Number(process.env.LIVES ?? 60),
      examples: [
        [TOLD_BY_DAY, 40],
        [OVER_MEANWHILE, 5],
      ],
    },
  );
});
