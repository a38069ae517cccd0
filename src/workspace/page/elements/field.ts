import type { JsonObject } from '../json.js';

/** How an input block's label, hint and error belong to its element. */
export type FieldProps = {
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
};

export type ElementProps = {
  readonly blockId: string;
  readonly element: JsonObject;
  /** The bot is told at once when it is used. */
  readonly acts: boolean;
  readonly field?: FieldProps;
};

/** Attributes that tie a control to the words around it. Outside of an input block the placeholder is its name. */
export function labelling(field: FieldProps | undefined, name: string) {
  return field
    ? {
        'aria-labelledby': field.labelledBy,
        'aria-describedby': field.describedBy,
        'aria-invalid': field.invalid || undefined,
        'aria-required': field.required || undefined,
      }
    : { 'aria-label': name };
}
