/**
 * What siwen shows in a chat, as plain data that Slack, Feishu and DingTalk can all render.
 * Text is structured: a name such as `*李*` or `<!channel>` is data and is shown as it is.
 * Strings are already in the reader's language.
 */

/** A run of text. A bare string is plain text and is never interpreted as markup. */
export type Span =
  | string
  | { readonly text: string; readonly bold?: boolean; readonly italic?: boolean; readonly strike?: boolean; readonly code?: boolean }
  | { readonly link: string; readonly text: string };

export type Rich = readonly Span[];

/** `<room>.<verb>`: an id seen in a log or a payload names the folder that handles it. */
export type HandlerId = `${string}.${string}`;

export type Button = {
  readonly kind: 'button';
  readonly id: HandlerId;
  readonly label: string;
  /** Opaque ids only: anyone who sees the card can read and forge it. */
  readonly value?: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: Confirm;
  /** Said by screen readers in place of the label. */
  readonly description?: string;
};

/** A choice that acts at once when an option is picked. */
export type Menu = {
  readonly kind: 'menu';
  readonly id: HandlerId;
  readonly placeholder: string;
  readonly options: readonly Option[];
};

export type Option = { readonly label: string; readonly value: string; readonly description?: string };
export type Confirm = {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly danger?: boolean;
};

/** A few figures as a line or as bars; what has no figure is null. */
export type Chart = {
  readonly kind: 'chart';
  readonly look: 'line' | 'bar';
  readonly title: string;
  /** At most twelve, so that a phone shows them all. */
  readonly categories: readonly string[];
  /** At most six, each with a value for every category, in their order. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** Percent: from 0 to 100. */
  readonly unit: 'percent' | 'number';
  /** One sentence that carries the figures, for who can't see the chart and where the chat draws none. */
  readonly alternative: string;
};

export type CardBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: Rich }
  | { readonly kind: 'quote'; readonly text: Rich }
  | { readonly kind: 'list'; readonly items: readonly Rich[]; readonly ordered?: boolean }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'note'; readonly text: Rich }
  | { readonly kind: 'divider' }
  | {
      readonly kind: 'table';
      readonly columns: readonly { readonly title: string; readonly align?: 'left' | 'right' }[];
      readonly rows: readonly (readonly string[])[];
    }
  | Chart
  | { readonly kind: 'actions'; readonly elements: readonly (Button | Menu)[] };

export type Card = {
  /** One plain line: the notification, and what a screen reader says first. */
  readonly summary: string;
  readonly blocks: readonly CardBlock[];
};
