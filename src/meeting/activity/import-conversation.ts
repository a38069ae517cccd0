import { type Reader, readerOf } from '../../calendar/reader.js';
import { button, field, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent } from '../../chat/event.js';
import { type Field, type Form, one } from '../../chat/form.js';
import { numberIn } from '../../chat/number-in.js';
import { place, type Reply, replace } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { Department, DepartmentId, MemberId } from '../../org/member.js';
import type { MeetingDeps } from '../deps.js';
import { isAddress } from './feed.js';
import { feedBlocks, unreadBlocks } from './feed-cards.js';
import { type ListedFeed, listFeeds, subscribe, unsubscribe } from './feed-service.js';
import { feedRefusalText, feedSentences, feedText } from './feed-text.js';
import { departmentField } from './forms.js';
import { type Imported, importFile } from './import-service.js';
import { text } from './text.js';

/** Slack: Plain-text input, max_length. */
const LONGEST_PASTE = 3_000;
/** Five blocks each at most: below the hundred of a view. */
const PAGE = 15;

/** Activities out of calendars: pasted once, or subscribed to. */
export function importConversation(deps: MeetingDeps): Conversation {
  const readerFor = (caller: Caller): Reader => readerOf(deps, caller);
  const me = (caller: Caller) => caller.memberId as MemberId;
  const said = (caller: Caller, title: Text, sentence: Text): Form =>
    sentenceForm(say(title, caller.locale), say(sentence, caller.locale), caller);

  /** For whoever may register activities, with the departments they may do it for. */
  async function forDepartments(
    caller: Caller,
    title: Text,
    make: (departments: readonly Department[], feeds: readonly ListedFeed[]) => Form,
  ): Promise<Form> {
    const listed = await listFeeds(deps, caller.memberId);
    return listed.ok ? make(listed.departments, listed.feeds) : said(caller, title, feedRefusalText[listed.refusal]);
  }

  const feeds = async (caller: Caller, event: ActionEvent, page: number): Promise<Reply> =>
    place(event, await forDepartments(caller, feedText.feeds, (_, listed) => feedsForm(listed, page, readerFor(caller))));

  return {
    actions: {
      'meeting.activityImport': async (caller, event) =>
        place(event, await forDepartments(caller, feedText.import, (departments) => importForm(departments, readerFor(caller)))),
      'meeting.feeds': (caller, event) => feeds(caller, event, 0),
      'meeting.feedPage': (caller, event) => feeds(caller, event, numberIn(event.value)),
      'meeting.feedNew': async (caller, event) =>
        place(event, await forDepartments(caller, feedText.subscribe, (departments) => subscribeForm(departments, readerFor(caller)))),
      async 'meeting.feedEnd'(caller, event) {
        const done = await unsubscribe(deps, me(caller), event.value);
        return place(event, said(caller, feedText.feeds, done.ok ? feedText.unsubscribed : feedRefusalText[done.refusal]));
      },
    },
    forms: {
      async 'meeting.activityImported'(caller, event) {
        const [department, content] = [one(event.values, 'department') ?? '', (one(event.values, 'content') ?? '').trim()];
        if (content === '') return { do: 'errors', errors: { content: say(feedText.contentMissing, caller.locale) } };
        const done = await importFile(deps, { member: me(caller) }, { department, content });
        if (done.ok) return replace(importedForm(done, readerFor(caller)));
        return { do: 'errors', errors: { content: say(feedRefusalText[done.refusal], caller.locale) } };
      },
      async 'meeting.feedSubscribed'(caller, event) {
        const [department, address] = [one(event.values, 'department') ?? '', (one(event.values, 'address') ?? '').trim()];
        if (!isAddress(address)) return { do: 'errors', errors: { address: say(feedText.addressWrong, caller.locale) } };
        const done = await subscribe(deps, me(caller), department as DepartmentId, address);
        if (!done.ok) return { do: 'errors', errors: { address: say(feedRefusalText[done.refusal], caller.locale) } };
        return replace(said(caller, feedText.subscribe, feedText.subscribed));
      },
    },
  };
}

const department = (departments: readonly Department[], reader: Reader): Field =>
  departmentField(feedText.department, departments, reader, feedText.departmentHint);

function importForm(departments: readonly Department[], reader: Reader): Form {
  const { locale } = reader;
  const content = { kind: 'text', multiline: true, maxLength: LONGEST_PASTE } as const;
  return {
    id: 'meeting.activityImported',
    title: say(feedText.import, locale),
    submit: say(feedText.doImport, locale),
    close: say(feedText.close, locale),
    context: '',
    blocks: [department(departments, reader), field('content', feedText.content, content, reader, { hint: feedText.importHint })],
  };
}

function subscribeForm(departments: readonly Department[], reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'meeting.feedSubscribed',
    title: say(feedText.subscribe, locale),
    submit: say(feedText.doSubscribe, locale),
    close: say(feedText.close, locale),
    context: '',
    blocks: [
      department(departments, reader),
      field('address', feedText.address, { kind: 'text', maxLength: 2_000 }, reader, { hint: feedText.addressHint }),
    ],
  };
}

/** A form that shows and is not sent. */
const shown = (title: Text, blocks: Form['blocks'], { locale }: Reader): Form => ({
  id: 'meeting.feedShown',
  title: say(title, locale),
  close: say(feedText.close, locale),
  context: '',
  blocks,
});

function importedForm(done: Extract<Imported, { ok: true }>, reader: Reader): Form {
  const unread = done.unreadable.map(({ summary, problem }) => ({ title: summary ?? '', problem }));
  return shown(
    feedText.import,
    [{ kind: 'text', text: [say(feedSentences.imported(done), reader.locale)] }, ...unreadBlocks(unread, reader)],
    reader,
  );
}

export function feedsForm(feeds: readonly ListedFeed[], page: number, reader: Reader): Form {
  const none = { kind: 'note', text: [say(feedText.none, reader.locale)] } as const;
  const here = Math.min(page, Math.max(0, Math.ceil(feeds.length / PAGE) - 1));
  const turns = [
    ...(here > 0 ? [button('meeting.feedPage', text.previous, `${here - 1}`, reader)] : []),
    ...((here + 1) * PAGE < feeds.length ? [button('meeting.feedPage', text.following, `${here + 1}`, reader)] : []),
  ];
  return shown(
    feedText.feeds,
    [
      ...(feeds.length === 0 ? [none] : feeds.slice(here * PAGE, (here + 1) * PAGE).flatMap((one) => feedBlocks(one, reader))),
      {
        kind: 'actions',
        elements: [...turns, button('meeting.feedNew', feedText.subscribe, '', reader, { style: 'primary' })],
      },
    ],
    reader,
  );
}
