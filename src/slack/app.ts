import type { IncomingMessage, ServerResponse } from 'node:http';
import { App } from '@slack/bolt';
import type { Chat } from '../chat/chat.js';
import type { Dispatch } from '../chat/dispatch.js';
import type { MessageEvent } from '../chat/event.js';
import type { Clock, Timer } from '../schedule/clock.js';
import { clientOptions, makeClients } from './clients.js';
import type { OnLimited } from './fetch.js';
import { HttpReceiver } from './http-receiver.js';
import { listenToActions } from './listeners/actions.js';
import { listenToCommands } from './listeners/commands.js';
import { listenToEvents } from './listeners/events.js';
import type { Listening } from './listeners/listening.js';
import { typedMessage } from './listeners/messages.js';
import { listenToOptions } from './listeners/options.js';
import { listenToShortcuts } from './listeners/shortcuts.js';
import { listenToViews } from './listeners/views.js';
import { quietLogger, type SlackLog } from './log.js';
import { slackChat } from './send.js';
import { type Connection, SocketReceiver } from './socket-receiver.js';
import type { Acknowledged } from './take.js';

export type SlackOptions = {
  readonly botToken: string;
  /** Socket Mode with an app token, HTTP with a signing secret. */
  readonly transport:
    | { readonly appToken: string }
    | {
        readonly signingSecret: string;
        readonly port: number;
        readonly host: string;
        readonly otherwise: (request: IncomingMessage, response: ServerResponse) => void;
      };
  readonly apiUrl?: string | undefined;
  readonly dispatch: Dispatch;
  /** Resolves when the message is on disk; Slack is told only then. */
  readonly storeMessage: (event: MessageEvent) => Promise<void>;
  readonly onUsersChanged: () => void;
  readonly onHomeNotDrawn: Listening['onHomeNotDrawn'];
  /** The chat server's time; the office's may be another. */
  readonly clock: Clock;
  readonly timer: Timer;
  readonly acknowledged: Acknowledged;
  readonly onLimited: OnLimited;
  readonly log: SlackLog;
};

export type Slack = {
  readonly chat: Chat;
  /** Resolves although the chat may be away: the connection comes up by itself. Rejects where the port of HTTP mode is taken. */
  start(): Promise<void>;
  stop(): Promise<void>;
  connection(): Connection;
};

/** The chat port on Slack, or on any server that speaks its protocol. */
export function createSlack(options: SlackOptions): Slack {
  const { botToken, apiUrl, transport, clock, timer, acknowledged, onLimited, log } = options;
  const clients = makeClients(botToken, apiUrl, timer, onLimited);
  const store = async (body: unknown) => {
    const message = typedMessage(body, clients.own.known()?.userId);
    if (message) await options.storeMessage(message);
  };
  const receiver =
    'appToken' in transport
      ? new SocketReceiver({ appToken: transport.appToken, apiUrl, timer, store, acknowledged, log })
      : new HttpReceiver({ ...transport, clock, timer, store, acknowledged, log });
  const app = new App({
    receiver,
    // Bolt would ask auth.test before each start; who the bot is decides nothing here.
    authorize: async () => ({ botToken }),
    clientOptions: clientOptions(apiUrl),
    logger: quietLogger,
    ignoreSelf: false,
    convoStore: false,
    extendedErrorHandler: false,
  });
  app.error(async (error) => log.error({ code: error.code }, 'a listener failed'));
  const { dispatch, onUsersChanged, onHomeNotDrawn } = options;
  const listening: Listening = { app, clients, dispatch, onUsersChanged, onHomeNotDrawn, log };
  for (const listen of [listenToActions, listenToCommands, listenToEvents, listenToOptions, listenToShortcuts, listenToViews])
    listen(listening);
  return {
    chat: slackChat(clients),
    async start() {
      await receiver.start();
      void clients.charts.ask();
    },
    stop: () => receiver.stop(),
    connection: () => (receiver instanceof SocketReceiver ? receiver.connection() : 'connected'),
  };
}
