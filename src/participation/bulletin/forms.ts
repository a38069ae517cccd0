import type { Reader } from '../../calendar/reader.js';
import { field } from '../../chat/cards.js';
import type { Form } from '../../chat/form.js';
import { say } from '../../chat/text.js';
import { isRefused, LONGEST, type View } from './bulletin.js';
import { channelWords, keyOf, postCard } from './cards.js';
import { sentences, text } from './text.js';

/** The text as it will be posted. The context says whether it was published when this was opened: a draft’s form never changes what is posted. */
export function textForm(view: View, reader: Reader): Form {
  const { locale } = reader;
  const isPublished = view.state === 'published';
  const isCorrection = isPublished && !isRefused(view);
  const initial = (part: keyof typeof LONGEST) => ({
    kind: 'text' as const,
    multiline: part !== 'heading',
    initial: view.text[part],
    maxLength: LONGEST[part],
  });
  return {
    id: 'participation.bulletinText',
    title: say(isCorrection ? text.correct : text.edit, locale),
    submit: say(isCorrection ? text.saveCorrection : text.save, locale),
    close: say(text.back, locale),
    context: `${isPublished ? 'correct' : 'edit'}:${keyOf(view)}`,
    blocks: [
      field('heading', text.heading, initial('heading'), reader),
      field('introduction', text.introduction, initial('introduction'), reader, { optional: true }),
      field('body', text.body, initial('body'), reader, { hint: isCorrection ? text.correctNote : text.editNote }),
    ],
  };
}

/** Where it will go, and word for word what will stand there. `office`: who reads the channel. */
export function publishForm(view: View, to: { readonly channel: string; readonly signed: string }, reader: Reader, office: Reader): Form {
  const { locale } = reader;
  return {
    id: 'participation.bulletinPublish',
    title: say(isRefused(view) ? text.publishAgain : text.publish, locale),
    submit: say(text.publish, locale),
    close: say(text.back, locale),
    context: keyOf(view),
    blocks: [
      { kind: 'text', text: [say(sentences.willGo(channelWords(to.channel, reader)), locale)] },
      { kind: 'divider' },
      // Nobody has read what was refused, so nothing is corrected.
      ...postCard({ ...view, settled: undefined, published: undefined }, to.signed, office).blocks,
    ],
  };
}
