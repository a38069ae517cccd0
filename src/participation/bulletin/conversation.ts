import { type Reader, readerOf } from '../../calendar/reader.js';
import { periodWords } from '../../calendar/words.js';
import { button, sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent, SubmissionEvent } from '../../chat/event.js';
import { one } from '../../chat/form.js';
import { close, place, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { ParticipationDeps } from '../deps.js';
import { type Found, isRefused, type Refused } from './bulletin.js';
import { bulletinCard, statusSentences } from './cards.js';
import { correctBulletin, type Edit, editBulletin, restoreDraft } from './edit-service.js';
import { publishForm, textForm } from './forms.js';
import { periodOf } from './month.js';
import { dismissBulletin, previewBulletin, publishBulletin } from './publish-service.js';
import { bulletinWaiting, lookAtBulletin, openBulletin } from './service.js';
import { OFFICE } from './telling.js';
import { refusalText, sentences, text } from './text.js';

/** 通报 and the buttons of its cards. */
export function bulletinConversation(deps: ParticipationDeps): Conversation {
  const readerFor = (caller: Caller): Reader => readerOf(deps, caller);
  const says = (caller: Caller, sentence: string): Reply => show(sentenceCard({ zh: sentence, en: sentence }, caller));
  const saysForm = (caller: Caller, sentence: string): Reply => replace(sentenceForm(say(text.title, caller.locale), sentence, caller));
  const refused = (caller: Caller, result: Refused): string => refusedWords(result, readerFor(caller));

  async function look(caller: Caller, words: string): Promise<Reply> {
    const result = await lookAtBulletin(deps, { memberId: caller.memberId, words });
    if (!result.ok) return says(caller, refused(caller, result));
    return show(result.view ? bulletinCard(result.view, result.months, readerFor(caller)) : sentenceCard(text.none, caller));
  }

  async function openText(caller: Caller, event: ActionEvent, as: 'draft' | 'published'): Promise<Reply> {
    const found = await openBulletin(deps, { memberId: caller.memberId, ...keyIn(event.value) }, as);
    return found.ok ? place(event, textForm(found.view, readerFor(caller))) : says(caller, refused(caller, found));
  }

  async function preview(caller: Caller, event: ActionEvent): Promise<Reply> {
    const found = await previewBulletin(deps, { memberId: caller.memberId, ...keyIn(event.value) });
    if (!found.ok) return says(caller, refused(caller, found));
    return place(event, publishForm(found.view, found, readerFor(caller), readerOf(deps, OFFICE)));
  }

  async function press(caller: Caller, event: ActionEvent, use: typeof dismissBulletin, done: (found: Found) => Text): Promise<Reply> {
    const result = await use(deps, { memberId: caller.memberId, ...keyIn(event.value) });
    return says(caller, result.ok ? say(done(result), caller.locale) : refused(caller, result));
  }

  async function submitText(caller: Caller, event: SubmissionEvent): Promise<Reply> {
    const [as = '', ...key] = event.context.split(':');
    const isCorrection = as === 'correct';
    const edit: Edit = { memberId: caller.memberId, ...keyIn(key.join(':')), text: textIn(event) };
    const result = await (isCorrection ? correctBulletin : editBulletin)(deps, edit);
    if (result.ok && !isCorrection) return close;
    if (result.ok) return saysForm(caller, say(isRefused(result.view) ? text.savedToRepost : text.corrected, caller.locale));
    const still = result.refusal === 'edited-since' ? [text.stillHere] : [];
    return { do: 'errors', errors: { [fieldOf(result.refusal)]: refusedWords(result, readerFor(caller), still) } };
  }

  async function publish(caller: Caller, event: SubmissionEvent): Promise<Reply> {
    const result = await publishBulletin(deps, { memberId: caller.memberId, ...keyIn(event.context) });
    return saysForm(caller, result.ok ? say(text.published, caller.locale) : refused(caller, result));
  }

  return {
    commands: [{ names: ['通报', 'bulletin'], help: text.help, run: look }],
    actions: {
      'participation.bulletin': (caller, event) => look(caller, event.value),
      'participation.bulletinEdit': (caller, event) => openText(caller, event, 'draft'),
      'participation.bulletinCorrect': (caller, event) => openText(caller, event, 'published'),
      'participation.bulletinPublish': preview,
      'participation.bulletinRestore': (caller, event) => press(caller, event, restoreDraft, () => text.restored),
      'participation.bulletinDismiss': (caller, event) => press(caller, event, dismissBulletin, () => text.dismissed),
    },
    forms: { 'participation.bulletinText': submitText, 'participation.bulletinPublish': publish },
    async home(tx, caller) {
      const waiting = await bulletinWaiting(tx, caller.memberId);
      if (!waiting) return [];
      const [{ locale }, { month, state }] = [caller, waiting];
      const sentence = sentences[state === 'draft' ? 'waits' : 'notPostedOf'](periodWords(periodOf(month), locale));
      return [
        {
          part: 'tasks',
          blocks: [
            { kind: 'text', text: [{ text: say(sentence, locale), bold: true }] },
            { kind: 'actions', elements: [button('participation.bulletin', text.open, month, caller)] },
          ],
        },
      ];
    },
  };
}

/** Month and version; what is neither leads to no bulletin, or to none as it is now. */
function keyIn(value: string): { readonly month: string; readonly version: number } {
  const [month = '', version = ''] = value.split(':');
  return { month, version: /^\d{1,6}$/.test(version) ? Number(version) : -1 };
}

const textIn = ({ values }: SubmissionEvent): Edit['text'] => ({
  heading: one(values, 'heading') ?? '',
  introduction: one(values, 'introduction') ?? '',
  body: one(values, 'body') ?? '',
});

const fieldOf = (refusal: Refused['refusal']): string => (refusal === 'body-missing' || refusal === 'text-too-long' ? 'body' : 'heading');

/** Why not; and who published, dismissed or changed it, and when. */
function refusedWords({ refusal, view }: Refused, reader: Reader, more: readonly Text[] = []): string {
  const isAboutState = refusal !== 'channel-missing' && refusal !== 'post-missing';
  const status = view && isAboutState ? statusSentences(view, reader) : [];
  return [refusalText[refusal], ...status, ...more].map((sentence) => say(sentence, reader.locale)).join(reader.locale === 'en' ? ' ' : '');
}
