import type { z } from 'zod';

/** What stands as JSON in a form's context, which anybody could have forged. Undefined: no form of ours made it. */
export function parsed<S extends z.ZodType>(schema: S, context: string): z.output<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(context)).data;
  } catch {
    return undefined;
  }
}
