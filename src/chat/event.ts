import type { HandlerId } from './card.js';
import type { FormValues } from './form.js';

/** Who did it, as the chat knows them. Authorisation is decided later, from the database. */
export type ChatPerson = { readonly userId: string; readonly teamId: string };

/** Lets a form be opened in reply; lives a few seconds in most chats. */
export type Trigger = string;

type Common = {
  readonly person: ChatPerson;
  /** Idempotency key: the same press delivered twice carries the same key (reliability.md, Slack semantics). */
  readonly key: string;
};

export type CommandEvent = Common & { readonly kind: 'command'; readonly text: string; readonly trigger: Trigger };
export type MessageEvent = Common & { readonly kind: 'message'; readonly text: string };
export type ShortcutEvent = Common & { readonly kind: 'shortcut'; readonly id: HandlerId; readonly trigger: Trigger };
export type ActionEvent = Common & {
  readonly kind: 'action';
  readonly id: HandlerId;
  readonly value: string;
  readonly trigger: Trigger;
  /** Where the button stood. In a form, what was typed so far comes along. */
  readonly from:
    | { readonly surface: 'message' | 'home' }
    | { readonly surface: 'form'; readonly context: string; readonly values: FormValues };
};
export type SubmissionEvent = Common & {
  readonly kind: 'submission';
  /** `key` names the form; this the press of its button. Whoever is told that it failed may change the text and press again in the same form. */
  readonly press: string;
  readonly id: HandlerId;
  readonly context: string;
  readonly values: FormValues;
};
export type OptionsEvent = Common & { readonly kind: 'options'; readonly id: HandlerId; readonly query: string };
export type HomeOpenedEvent = Common & { readonly kind: 'home-opened' };

export type ChatEvent = CommandEvent | MessageEvent | ShortcutEvent | ActionEvent | SubmissionEvent | OptionsEvent | HomeOpenedEvent;
