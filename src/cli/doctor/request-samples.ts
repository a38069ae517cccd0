import type { Reader } from '../../calendar/reader.js';
import type { Option } from '../../chat/card.js';
import type { Leave } from '../../leave/leave.js';
import * as cards from '../../leave/request/cards.js';
import { LONGEST } from '../../leave/request/draft/draft.js';
import { nameActingForm, type Opened, requestForm } from '../../leave/request/forms.js';
import * as homeCards from '../../leave/request/home-cards.js';
import * as messages from '../../leave/request/message-cards.js';
import * as ownForms from '../../leave/request/own/forms.js';
import { previewForm } from '../../leave/request/preview.js';
import type { Sample } from '../../slack/diagnosis.js';
import { ID, OTHER, sampleLeave, sampleStep } from './leave-sample.js';
import { DEPARTMENT, meetingAt, NAME, WORDS } from './notice-samples.js';

const PERSON: Option = { label: NAME, value: OTHER, description: DEPARTMENT };

/** What is shown around requests for leave, to whoever makes them. */
export function requestSamples(reader: Reader): Sample[] {
  const more = { acting: { memberId: OTHER, answer: 'declined' }, state: 'approved', confirmBy: reader.now } as const;
  const leave = sampleLeave(-400, reader, more);
  const { period } = leave;
  const { on } = period.from;
  const toCome = sampleLeave(400, reader, more);
  const returned: Leave = { ...leave, state: 'returned' };
  const step = sampleStep(reader, { state: 'done', outcome: { is: 'returned', by: OTHER, at: reader.now } });
  const steps = Array.from({ length: 6 }, (_, position) => ({ ...step, position }));
  const history = Array.from({ length: 60 }, () => ({
    leaveId: ID,
    at: reader.now,
    what: 'moved-up' as const,
    actorId: OTHER,
    subjectId: OTHER,
    position: 0,
  }));
  const former = { ...leave, state: 'approved' as const };
  const shown = {
    leave,
    former,
    isChange: true,
    steps,
    history,
    department: DEPARTMENT,
    position: DEPARTMENT,
    actsStill: false,
    returned: 0,
    nameOf: () => NAME,
  };
  const asked = { ...shown, leave: { ...toCome, acting: { memberId: OTHER, answer: 'asked' as const } } };
  const attachments = Array.from({ length: 10 }, (_, n) => ({
    title: `${n}${'材'.repeat(90)}`,
    url: `https://${'a'.repeat(90)}.example.cn`,
  }));
  const written = { reason: WORDS, destination: '西'.repeat(LONGEST.destination), phone: '1'.repeat(LONGEST.phone), attachments };
  const values = {
    kind: 'business-trip',
    from: on,
    until: on,
    destination: written.destination,
    reason: WORDS,
    phone: written.phone,
    attachments: '材'.repeat(LONGEST.attachments),
  };
  const opened: Opened = {
    draftId: ID,
    onBehalf: true,
    values,
    kinds: ['business-trip', 'annual-leave', 'personal-leave', 'sick-leave'],
    member: PERSON,
    acting: PERSON,
    former: { leave: returned, returned: { by: NAME, at: NAME, words: WORDS } },
  };
  const said = steps.map((one) => ({ step: one, words: WORDS }));
  const leaves = Array.from({ length: 8 }, () => leave);
  const mine = { own: leaves.slice(0, 6), asked: Array.from({ length: 6 }, () => asked), more: 99 };
  const alsoAway = Array.from({ length: 20 }, () => ({
    memberId: OTHER,
    name: NAME,
    period,
    isHead: true,
    isActing: true,
    isStoodInFor: true,
  }));
  const ahead = steps.map(({ action, role }) => ({ action, role, who: { name: NAME, standsFor: NAME } }));
  return [
    { name: 'applicantCard of leave', card: cards.applicantCard(shown, reader) },
    { name: 'applicantCard of leave to come', card: cards.applicantCard({ ...shown, leave: toCome }, reader) },
    { name: 'actingCard', card: cards.actingCard(asked, reader, OTHER) },
    { name: 'requestForm of leave', form: requestForm(opened, [WORDS, WORDS], reader) },
    { name: 'nameActingForm', form: nameActingForm(leave, reader) },
    {
      name: 'previewForm of leave',
      form: previewForm(
        {
          draftId: ID,
          revision: 12,
          leave,
          written,
          name: NAME,
          acting: NAME,
          counted: new Map([2025, 2026].map((year) => [year, 29])),
          balances: [2025, 2026].map((year) => ({
            year,
            takes: 29,
            before: 30,
            now: 30,
            lapsesOn: leave.period.until.on,
            nextIsShort: false,
          })),
          notes: ['made-good', 'rest-days-only', 'balance-unknown'],
          ahead,
          facing: {
            balances: [],
            meetings: Array.from({ length: 5 }, () => meetingAt(reader.now)),
            alsoAway,
            bothAway: { department: NAME, other: NAME },
            yearsUnknown: [2027],
          },
          former: leave,
          earlier: leaves.slice(0, 3),
        },
        reader,
      ),
    },
    { name: 'ownForm of leave', form: ownForms.ownForm({ shown, written, said }, reader) },
    { name: 'listForm of leave', form: ownForms.listForm({ leaves, offset: 8, more: true }, reader) },
    { name: 'backForm', form: ownForms.backForm({ leave, back: leave.period.until }, reader) },
    { name: 'fillInCard of leave', card: homeCards.fillInCard(ID, [WORDS], reader) },
    { name: 'backCard of several', card: homeCards.backCard(leaves, reader) },
    {
      name: 'home of leave',
      home: {
        blocks: [...homeCards.taskBlocks(mine, reader), ...homeCards.mineBlocks(mine, { kinds: opened.kinds, onBehalf: true }, reader)],
      },
    },
    { name: 'actingOffCard', card: messages.actingOffCard(shown, reader) },
    { name: 'returnedCard', card: messages.returnedCard(shown.leave.id, reader) },
    { name: 'actingDeclinedCard', card: messages.actingDeclinedCard(shown, reader) },
    { name: 'actingAwayCard', card: messages.actingAwayCard(shown, reader) },
    { name: 'unconfirmedCard', card: messages.unconfirmedCard(shown, reader) },
    { name: 'unconfirmedByCard', card: messages.unconfirmedByCard(shown, reader) },
  ];
}
