import type { Form, FormValues } from '../../src/chat/form.js';

/** What a form submits when nobody touches it. */
export function initialValues(form: Form): FormValues {
  return Object.fromEntries(
    form.blocks.flatMap((block) => {
      if (block.kind !== 'field') return [];
      const { input } = block;
      if (input.kind === 'search') return [[block.name, input.initial?.value]];
      if (input.kind === 'searchSeveral') return [[block.name, input.initial?.map(({ value }) => value)]];
      return [[block.name, input.initial]];
    }),
  );
}

export const fieldNames = (form: Form): string[] => form.blocks.flatMap((block) => (block.kind === 'field' ? [block.name] : []));
