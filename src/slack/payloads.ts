import { z } from 'zod';
import type { FormValues } from '../chat/form.js';

/** Only the fields we read, and of these only what we can't do without: other servers leave out more than Slack. What doesn't fit is acknowledged and left alone. */
const User = z.object({ id: z.string().min(1), team_id: z.string().nullish() });
const Team = z.object({ id: z.string().min(1) }).nullish();
const Selected = z.object({ value: z.string() });

/** A value of view.state (docs.slack.dev: View submission payload). */
const StateValue = z.object({
  value: z.string().nullish(),
  selected_option: Selected.nullish(),
  selected_options: z.array(Selected).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
});
const State = z.object({ values: z.record(z.string(), z.record(z.string(), StateValue)) });

const Word = z
  .string()
  .nullish()
  .transform((word) => word ?? '');

export const View = z.object({
  id: z.string(),
  hash: z.string().nullish(),
  type: z.string().default('modal'),
  callback_id: Word,
  private_metadata: Word,
  state: State.nullish(),
  blocks: z
    .array(z.looseObject({ type: Word, block_id: Word }))
    .nullish()
    .catch(undefined),
});
export type View = z.output<typeof View>;

const Action = z.object({
  action_id: z.string(),
  action_ts: Word,
  value: z.string().nullish(),
  selected_option: Selected.nullish(),
});

export const BlockActions = z.object({
  user: User,
  team: Team,
  trigger_id: Word,
  response_url: z.string().nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  container: z.looseObject({ message_ts: z.string().nullish(), view_id: z.string().nullish() }).nullish(),
  message: z.looseObject({ ts: z.string().nullish() }).nullish(),
  view: View.nullish(),
  actions: z.tuple([Action], Action),
});
export type BlockActions = z.output<typeof BlockActions>;

export const ViewSubmission = z.object({ user: User, team: Team, view: View, trigger_id: Word });
export const BlockSuggestion = z.object({ user: User, team: Team, action_id: z.string(), value: Word });
export const Shortcut = z.object({ user: User, team: Team, callback_id: z.string(), trigger_id: z.string() });
export const SlashCommand = z.object({ user_id: z.string().min(1), team_id: Word, text: Word, trigger_id: Word });
export const Envelope = z.object({ team_id: Word, event: z.looseObject({ type: z.string() }) });
export const DirectMessage = z
  .object({
    type: z.literal('message'),
    channel_type: z.string().nullish(),
    channel: z.string(),
    user: z.string().min(1),
    text: Word,
    ts: z.string(),
    subtype: z.literal('file_share').nullish(),
    bot_id: z.null().optional(),
  })
  // Where the kind of conversation is left out, its id says it.
  .refine(({ channel_type: kind, channel }) => (kind ?? (channel.startsWith('D') ? 'im' : '')) === 'im');
export const HomeOpened = z.object({ user: z.string().min(1), tab: z.string().nullish(), event_ts: Word });

/** The person as the port names them. */
export const personOf = (user: { id: string; team_id?: string | null | undefined }, team: { id: string } | null | undefined) => ({
  userId: user.id,
  teamId: team?.id ?? user.team_id ?? '',
});

/** view.state.values → field name → what was entered. A menu that acts at once stands in there as well, and is no field. */
export function valuesOf(view: View): FormValues {
  const noFields = new Set(view.blocks?.flatMap(({ type, block_id }) => (type === 'input' ? [] : [block_id])));
  const entries = Object.entries(view.state?.values ?? {}).flatMap(([field, elements]) => {
    const [value] = Object.values(elements);
    return noFields.has(field) ? [] : [[field, value && entered(value)] as const];
  });
  return Object.fromEntries(entries);
}

function entered(value: z.output<typeof StateValue>): string | readonly string[] | undefined {
  if (value.selected_options) return value.selected_options.map((option) => option.value);
  return value.value ?? value.selected_option?.value ?? value.selected_date ?? value.selected_time ?? undefined;
}
