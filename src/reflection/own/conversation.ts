import { type Reader, readerOf } from '../../calendar/reader.js';
import type { CardBlock } from '../../chat/card.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent } from '../../chat/event.js';
import type { Form } from '../../chat/form.js';
import type { HomeSection } from '../../chat/home.js';
import { numberIn } from '../../chat/number-in.js';
import { open, place, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import type { ReflectionDeps } from '../deps.js';
import { openOwn } from '../response/service.js';
import { sharedForm, shareForm } from '../response/share-forms.js';
import { findLeaders, look, share, unshare } from '../response/share-service.js';
import { goneText, ownRefusalText, refusalText, sentences, text } from '../text.js';
import { ownForm, unsentForm, versionForm } from './forms.js';
import { exportButton, listBlocks, listForm, PAGE } from './list-forms.js';
import { erase, listOwn, listPast, openVersion, requestExport } from './service.js';

const ON_HOME = 5;

/** 我的作答: look back, at earlier versions too, export, erase, share and take back. */
export function ownConversation(deps: ReflectionDeps): Conversation {
  const says = (caller: Caller, sentence: Text): Reply => show(sentenceCard(sentence, caller));

  async function viewOwn(caller: Caller, event: ActionEvent, roundId: string, page = 0, form: typeof unsentForm = ownForm): Promise<Reply> {
    const opened = await openOwn(deps, { roundId, memberId: caller.memberId });
    return opened.ok ? place(event, form(opened.own, page, readerOf(deps, caller))) : says(caller, refusalText[opened.refusal]);
  }

  async function eraseIn(caller: Caller, event: ActionEvent, only?: 'draft'): Promise<Reply> {
    await erase(deps, caller.memberId, { roundId: event.value, ...(only ? { only } : {}) });
    const opened = await openOwn(deps, { roundId: event.value, memberId: caller.memberId });
    if (!opened.ok) return says(caller, refusalText[opened.refusal]);
    // Of what was never submitted there was a draft only. A form in the place of the form would keep what was typed into it.
    const said = only || opened.own.versions === 0 ? text.draftErased : undefined;
    return place(event, ownForm(opened.own, 0, readerOf(deps, caller), said));
  }

  async function listed(caller: Caller, page: number): Promise<Form> {
    return listForm(await listOwn(deps, caller.memberId, { offset: page * PAGE, limit: PAGE }), page, readerOf(deps, caller));
  }

  function around(list: readonly CardBlock[], reader: Reader): CardBlock[] {
    const { locale } = reader;
    return [
      { kind: 'heading', text: say(text.mine, locale) },
      ...list,
      { kind: 'actions', elements: [{ kind: 'button', id: 'reflection.all', label: say(text.all, locale) }, exportButton(reader)] },
      { kind: 'note', text: [say(text.privacy, locale)] },
    ];
  }

  /** The newest of them. */
  async function ownBlocks(tx: Tx, caller: Caller): Promise<CardBlock[]> {
    const reader = readerOf(deps, caller);
    const past = await listPast(tx, deps, caller.memberId, ON_HOME);
    return around(past.length === 0 ? [{ kind: 'note', text: [say(text.noneYet, reader.locale)] }] : listBlocks(past, reader), reader);
  }

  const home = async (tx: Tx, caller: Caller): Promise<HomeSection[]> => [
    { part: 'history', blocks: await ownBlocks(tx, caller), shorter: around([], readerOf(deps, caller)) },
  ];

  return {
    commands: [
      {
        names: ['我的作答', 'my answers'],
        help: text.mineHelp,
        run: async (caller) => show({ summary: say(text.mine, caller.locale), blocks: await deps.transact((tx) => ownBlocks(tx, caller)) }),
      },
    ],
    actions: {
      async 'reflection.view'(caller, event) {
        const [roundId = '', page] = event.value.split(':');
        return viewOwn(caller, event, roundId, numberIn(page));
      },
      async 'reflection.unsent'(caller, event) {
        const [roundId = '', page] = event.value.split(':');
        return viewOwn(caller, event, roundId, numberIn(page), unsentForm);
      },
      async 'reflection.version'(caller, event) {
        const [roundId = '', version, page] = event.value.split(':');
        const opened = await openVersion(deps, { roundId, memberId: caller.memberId, version: numberIn(version) });
        if (!opened) return says(caller, ownRefusalText['nothing-to-show']);
        return place(event, versionForm(opened, numberIn(page), readerOf(deps, caller)));
      },
      'reflection.all': async (caller) => open(await listed(caller, 0)),
      'reflection.page': async (caller, event) => replace(await listed(caller, numberIn(event.value))),
      async 'reflection.export'(caller, event) {
        await requestExport(deps, { memberId: caller.memberId, request: event.key });
        return says(caller, text.exported);
      },
      'reflection.erase': (caller, event) => eraseIn(caller, event),
      'reflection.eraseDraft': (caller, event) => eraseIn(caller, event, 'draft'),
      async 'reflection.eraseAll'(caller, event) {
        await erase(deps, caller.memberId, 'everything');
        return place(event, sentenceForm(say(text.mine, caller.locale), say(text.erased, caller.locale), caller));
      },
      async 'reflection.share'(caller, event) {
        const opened = await openOwn(deps, { roundId: event.value, memberId: caller.memberId });
        if (!opened.ok) return says(caller, refusalText[opened.refusal]);
        if (!opened.own.answers) return says(caller, opened.own.gone ? goneText[opened.own.gone] : ownRefusalText['nothing-to-show']);
        // In its place, so that nobody comes back to an answer that does not say with whom it is shared.
        return place(event, shareForm(opened.own.round, readerOf(deps, caller)));
      },
      async 'reflection.unshare'(caller, event) {
        const [roundId = '', ...leader] = event.value.split(':');
        await unshare(deps, { roundId, memberId: caller.memberId, leaderId: leader.join(':') });
        return viewOwn(caller, event, roundId);
      },
      async 'reflection.look'(caller, event) {
        const [roundId = '', page, ...member] = event.value.split(':');
        const seen = await look(deps, { roundId, memberId: member.join(':'), leaderId: caller.memberId });
        if (!seen.ok) return says(caller, ownRefusalText[seen.refusal]);
        return place(event, sharedForm(seen.shown, numberIn(page), readerOf(deps, caller)));
      },
    },
    forms: {
      async 'reflection.shareWith'(caller, event) {
        const leaderId = typeof event.values.leader === 'string' ? event.values.leader : '';
        const shared = await share(deps, { roundId: event.context, memberId: caller.memberId, leaderId });
        if (!shared.ok) return { do: 'errors', errors: { leader: say(ownRefusalText[shared.refusal], caller.locale) } };
        const opened = await openOwn(deps, { roundId: event.context, memberId: caller.memberId });
        if (opened.ok) return replace(ownForm(opened.own, 0, readerOf(deps, caller)));
        return replace(sentenceForm(say(text.share, caller.locale), say(sentences.sharedByYou(shared.leader), caller.locale), caller));
      },
    },
    shortcuts: {
      'reflection.open': async (caller) => open(await listed(caller, 0)),
    },
    options: {
      /** A name, with the position where both fit into an option (75 characters), else with the rank; below it the department. */
      'reflection.leaders': async (caller, query) =>
        (await findLeaders(deps, caller.memberId, query)).map(({ id, name, position, rank, description }) => {
          const full = `${name}（${position ?? rank}）`;
          const label = full.length > MOST_IN_OPTION ? `${name}（${rank}）` : full;
          return { label, value: id, ...(description ? { description } : {}) };
        }),
    },
    home,
  };
}

const MOST_IN_OPTION = 75;
