import type { CardBlock, HandlerId, Option } from './card.js';

/** A form opened over the chat (a modal in Slack). `id` names the handler of its submission. */
export type Form = {
  readonly id: HandlerId;
  /** At most 24 characters (Slack: Modal view, title). */
  readonly title: string;
  /** Absent: the form only shows, it cannot be submitted. */
  readonly submit?: string;
  readonly close: string;
  /** Opaque ids that come back with the submission, ≤ 3,000 characters. Never what somebody wrote. */
  readonly context: string;
  readonly blocks: readonly (CardBlock | Field)[];
};

export type Field = {
  readonly kind: 'field';
  /** Unique within the form; errors are shown at the field of this name. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly input: Input;
};

export type Input =
  | {
      readonly kind: 'text';
      readonly multiline?: boolean;
      readonly initial?: string;
      readonly placeholder?: string;
      readonly maxLength?: number;
    }
  | { readonly kind: 'choice'; readonly options: readonly Option[]; readonly initial?: string; readonly look: 'radio' | 'select' }
  | {
      readonly kind: 'choices';
      readonly options: readonly Option[];
      readonly initial?: readonly string[];
      readonly look: 'checkbox' | 'select';
    }
  /** Options are asked for while the person types; `source` names the handler. */
  | { readonly kind: 'search'; readonly source: HandlerId; readonly initial?: Option; readonly placeholder?: string }
  /** The same, for more than one. */
  | { readonly kind: 'searchSeveral'; readonly source: HandlerId; readonly initial?: readonly Option[]; readonly placeholder?: string }
  /** 'YYYY-MM-DD' */
  | { readonly kind: 'date'; readonly initial?: string }
  /** 'HH:mm' */
  | { readonly kind: 'time'; readonly initial?: string };

/** Field name → what was entered. A list for `choices` and `searchSeveral`; absent when nothing was entered. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a field took that takes one. */
export const one = (values: FormValues, name: string): string | undefined => {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'string' ? value : value?.[0];
};

/** What a field took that takes several. */
export const several = (values: FormValues, name: string): readonly string[] => {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'string' ? [value] : (value ?? []);
};
