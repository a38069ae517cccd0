import type { Form, FormValues } from '../../src/chat/form.js';
import { refusalText, text } from '../../src/meeting/activity/text.js';
import { initialValues } from '../support/initial-values.js';
import { againOr, sentenceIn, timeValues } from './announcing.js';
import type { Person } from './bureau.js';
import { buttonIn, press, submission } from './hands.js';
import { type ActivityBook, count } from './meeting-books.js';
import { accountOf, deliver, type Office, type Outcome } from './office.js';
import { words } from './privacy.js';
import { departmentOf } from './round-checks.js';

type Time = { readonly startsAt: number; readonly endsAt: number };

/** 登记活动: the form, the look at what it comes to, and the confirmation, again until it is answered. */
export function registering(office: Office, owner: Person, time: Time, then: (activity: ActivityBook) => void): () => Promise<Outcome> {
  const { world, books, bureau } = office;
  let check: Form | undefined;
  return async () => {
    const me = accountOf(office, owner);
    if (!me || (!check && time.startsAt <= world.clock.now())) return 'done';
    if (!check) {
      const opened = await deliver(office, press(me, world.newId(), 'meeting.activityNew', ''), owner);
      if (opened === 'lost' || opened.do !== 'open') return againOr(office, opened, 'the form of a new activity does not open');
      const department = optionLabelled(opened.form, 'department', departmentOf(owner));
      const values = { ...initialValues(opened.form), ...timeValues(time), title: `活动${world.newId()}`, department };
      const checked = await deliver(office, submission(me, `V${world.newId()}:h`, opened.form, values), owner);
      if (checked === 'lost' || checked.do !== 'replace') return againOr(office, checked, 'an activity is not accepted');
      check = checked.form;
    }
    const reply = await deliver(office, submission(me, `V${check.context}:h`, check, {}), owner);
    const said = sentenceIn(reply);
    if (said === undefined) return againOr(office, reply, 'an activity is not registered');
    if (said === refusalText['activity-over'].zh && time.startsAt <= world.clock.now()) return 'done';
    if (said !== text.registered.zh) world.broken(`an activity is not registered: ${said}`);
    const department = departmentOf(owner);
    const people = [...bureau.people.values()].filter((person) => person.active && departmentOf(person) === department);
    const activity = { id: check.context, owner, department, people: new Set(people.map(({ id }) => id)) };
    books.meetings.activities.set(activity.id, activity);
    count(books, 'activities');
    then(activity);
    return 'done';
  };
}

function optionLabelled(form: Form, name: string, label: string): string {
  const field = form.blocks.find((block) => block.kind === 'field' && block.name === name);
  const input = field?.kind === 'field' ? field.input : undefined;
  const options = input?.kind === 'choice' ? input.options : [];
  return options.find((option) => option.label === label)?.value ?? '';
}

/** Its owner looks at an activity and moves it or calls it off. */
export async function changeActivity(office: Office, { id, owner }: ActivityBook, to: Time | 'cancel'): Promise<Outcome> {
  const { world } = office;
  const me = accountOf(office, owner);
  if (!me) return 'done';
  const shown = await deliver(office, press(me, world.newId(), 'meeting.activity', id), owner);
  if (shown === 'lost' || shown.do !== 'open') return againOr(office, shown, `${id} is not shown`);
  const button = to === 'cancel' ? 'meeting.activityCancel' : 'meeting.activityMove';
  const value = buttonIn(shown.form, button);
  if (value === undefined) return 'done';
  const reply = await deliver(office, press(me, world.newId(), button, value, shown.form), owner);
  if (reply === 'lost' || reply.do !== 'replace') return againOr(office, reply, `${id} cannot be changed`);
  if (to === 'cancel') return office.troubled() ? 'again' : 'done';
  return fillIn(office, owner, reply.form, { ...initialValues(reply.form), ...timeValues(to) });
}

/** Submits one form after another, as far as they go. What is refused has a reason that the forms know better. */
async function fillIn(office: Office, person: Person, form: Form, values: FormValues): Promise<Outcome> {
  const { world } = office;
  const me = accountOf(office, person);
  if (!me || form.submit === undefined) return 'done';
  const reply = await deliver(office, submission(me, `V${world.newId()}:h`, form, values), person);
  if (reply === 'lost' || office.troubled()) return 'again';
  if (reply.do === 'replace') return fillIn(office, person, reply.form, {});
  if (reply.do !== 'errors') world.broken(`${form.id} is answered with ${JSON.stringify(reply)}`);
  return 'done';
}

/** What the owner of an activity makes of the card that asks them to give way. */
export async function giveWay(office: Office, person: Person, messageId: string, choice: Choice): Promise<Outcome> {
  const { world, books } = office;
  const me = accountOf(office, person);
  const card = office.chat.fake.message(messageId)?.card;
  const value = card && buttonIn(card, choice);
  if (!me || value === undefined) return 'done';
  const reply = await deliver(office, press(me, world.newId(), choice, value), person);
  if (reply === 'lost' || office.troubled()) return 'again';
  if (reply.do !== 'open') throw world.broken(`${choice} is answered with ${JSON.stringify(reply)}`);
  count(books, choice);
  const reason = choice === 'meeting.giveWayExempt' ? { reason: words(world, person.id, '理由') } : {};
  return fillIn(office, person, reply.form, { ...initialValues(reply.form), ...reason });
}
export type Choice = 'meeting.giveWayMove' | 'meeting.giveWayCancel' | 'meeting.giveWayExempt';

/** An organizer reads why somebody asks not to give way, and decides. */
export async function decideExemption(office: Office, person: Person, messageId: string, asker: string): Promise<Outcome> {
  const { world, books } = office;
  const me = accountOf(office, person);
  const card = office.chat.fake.message(messageId)?.card;
  const value = card && buttonIn(card, 'meeting.exemption');
  if (!me || value === undefined) return 'done';
  const opened = await deliver(office, press(me, world.newId(), 'meeting.exemption', value), person, asker);
  if (opened === 'lost' || office.troubled()) return 'again';
  if (opened.do !== 'open') throw world.broken(`an exemption is answered with ${JSON.stringify(opened)}`);
  if (opened.form.submit === undefined) return 'done';
  const decision = world.chance.happens(0.4) ? 'grant' : 'refuse';
  const event = submission(me, `V${world.newId()}:h`, opened.form, { decision, reason: '已研究' });
  const reply = await deliver(office, event, person, asker);
  if (reply === 'lost' || office.troubled()) return 'again';
  if (reply.do !== 'replace') world.broken(`a decision is answered with ${JSON.stringify(reply)}`);
  count(books, `exemptions: ${decision}`);
  return 'done';
}
