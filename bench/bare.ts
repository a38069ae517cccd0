import { App } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { answer } from './helper.js';

/** What a bot is at the least: Bolt as its documentation starts it, a button that opens a form, and a handler that only acknowledges. */
let app: App | undefined;
let form: ModalView | undefined;

type Posting = { readonly users: readonly string[]; readonly text: string; readonly blocks: KnownBlock[]; readonly atOnce: number };

const calls = {
  async open({ apiUrl, botToken, appToken }: { readonly apiUrl: string; readonly botToken: string; readonly appToken: string }) {
    app = new App({ token: botToken, appToken, socketMode: true, clientOptions: { slackApiUrl: apiUrl } });
    app.action(/.*/, async ({ ack, body, client }) => {
      await ack();
      if ('trigger_id' in body && form) await client.views.open({ trigger_id: body.trigger_id, view: form });
    });
    app.view(/.*/, async ({ ack }) => ack());
    await app.start();
  },
  opens(view: ModalView) {
    form = view;
  },
  /** A loop of bare chat.postMessage calls. */
  async post({ users, text, blocks, atOnce }: Posting): Promise<void> {
    const left = [...users];
    const loop = async () => {
      for (let channel = left.pop(); channel !== undefined; channel = left.pop())
        await app?.client.chat.postMessage({ channel, text, blocks, unfurl_links: false, unfurl_media: false });
    };
    await Promise.all(Array.from({ length: atOnce }, loop));
  },
};
export type BareCalls = typeof calls;
answer(calls);
