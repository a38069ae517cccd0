import type { Form, FormValues } from '../../../src/chat/form.js';
import type { MeetingId } from '../../../src/meeting/meeting.js';
import { initialValues } from '../../support/initial-values.js';
import { formIn, idIn, type talk, wordsOf } from '../../support/talk.js';

/** An organizer of the office; of a department that plays no part for the bureau; a member who organizes nothing. */
export const [OFFICE, PLANNING, NOBODY] = ['101', '601', '103'] as const;
export type Person = ReturnType<typeof talk>;

export const newForm = async (person: Person): Promise<Form> => formIn(await person.press('meeting.new', '', 'home'));
export const changeForm = async (person: Person, id: string): Promise<Form> => formIn(await person.press('meeting.change', id));

/** The form filled in with `values` over what it shows, and sent. */
export const filled = (person: Person, form: Form, values: FormValues) => person.submit(form, { ...initialValues(form), ...values });

export const previewed = async (person: Person, values: FormValues): Promise<Form> =>
  formIn(await filled(person, await newForm(person), values));
export const previewedChange = async (person: Person, id: string, values: FormValues): Promise<Form> =>
  formIn(await filled(person, await changeForm(person, id), values));

/** Announces it by hand, and gives its id. */
export async function announced(person: Person, values: FormValues): Promise<MeetingId> {
  const preview = await previewed(person, values);
  const said = wordsOf(formIn(await person.submit(preview, {})).blocks);
  if (!said.includes('已发布')) throw new Error(said);
  return idIn(preview.context) as MeetingId;
}
