import { readerOf } from '../../calendar/reader.js';
import { button, sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent } from '../../chat/event.js';
import { place, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { LeaveDeps } from '../deps.js';
import { type FilingsPage, filingsCard, filingsForm } from './forms.js';
import { exportFilings, FILINGS_ON_PAGE, listFilings, mayReadFilings } from './service.js';
import { filingRefusalText, filingText } from './text.js';

const DEFAULT_PERIOD = '本月';

/** 备案 and 打招呼: what was filed with a department, for its members, page by page and as a workbook. */
export function filingConversation(deps: LeaveDeps): Conversation {
  const says = (caller: Caller, event: ActionEvent, sentence: Text): Reply =>
    event.from.surface === 'form'
      ? replace(sentenceForm(say(filingText.title, caller.locale), say(sentence, caller.locale), caller))
      : show(sentenceCard(sentence, caller));

  async function pageOf(caller: Caller, period: string, page: number): Promise<FilingsPage | Text> {
    const found = await listFilings(deps, { memberId: caller.memberId, period, page });
    if (!found.ok) return filingRefusalText[found.refusal];
    return { ...found, hasMore: (found.page + 1) * FILINGS_ON_PAGE < found.count };
  }

  async function turn(caller: Caller, event: ActionEvent): Promise<Reply> {
    const { page, period } = askedIn(event.value);
    const found = await pageOf(caller, period, page);
    return 'zh' in found ? says(caller, event, found) : place(event, filingsForm(found, readerOf(deps, caller)));
  }

  return {
    commands: [
      {
        names: ['备案', 'filings'],
        help: filingText.help,
        async run(caller, rest) {
          const found = await pageOf(caller, rest || DEFAULT_PERIOD, 0);
          return show('zh' in found ? sentenceCard(found, caller) : filingsCard(found, readerOf(deps, caller)));
        },
      },
    ],
    actions: {
      'leave.filings': turn,
      'leave.filingsBefore': turn,
      'leave.filingsAfter': turn,
      async 'leave.filingsExport'(caller, event) {
        const done = await exportFilings(deps, { memberId: caller.memberId, period: askedIn(event.value).period });
        return says(caller, event, done.ok ? filingText.exported : filingRefusalText[done.refusal]);
      },
    },
    async home(tx, caller) {
      if (!(await mayReadFilings(tx, caller.memberId))) return [];
      return [{ part: 'role', blocks: [{ kind: 'actions', elements: [button('leave.filings', filingText.open, '', caller)] }] }];
    },
  };
}

/** `<page>:<period>`; what says nothing is the first page of this month. */
function askedIn(value: string): { readonly page: number; readonly period: string } {
  const [page = '', ...period] = value.split(':');
  return { page: /^\d{1,6}$/.test(page) ? Number(page) : 0, period: period.join(':') || DEFAULT_PERIOD };
}
