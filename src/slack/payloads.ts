import { z } from 'zod';
import type { FormValues } from '../chat/form.js';

/** Only the fields we read. What doesn't fit is acknowledged and left alone. */
const User = z.object({ id: z.string().min(1), team_id: z.string().optional() });
const Team = z.object({ id: z.string().min(1) }).nullish();
const Selected = z.object({ value: z.string() });

/** A value of view.state (docs.slack.dev: View submission payload). */
const StateValue = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: Selected.nullish(),
  selected_options: z.array(Selected).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
});
const State = z.object({ values: z.record(z.string(), z.record(z.string(), StateValue)) });

export const View = z.object({
  id: z.string(),
  hash: z.string().optional(),
  type: z.string(),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  state: State.nullish(),
});
export type View = z.output<typeof View>;

export const BlockActions = z.object({
  user: User,
  team: Team,
  trigger_id: z.string().default(''),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  container: z.looseObject({ type: z.string(), message_ts: z.string().optional(), view_id: z.string().optional() }),
  view: View.optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string().default(''),
        value: z.string().nullish(),
        selected_option: Selected.nullish(),
      }),
    )
    .min(1),
});
export type BlockActions = z.output<typeof BlockActions>;

export const ViewSubmission = z.object({ user: User, team: Team, view: View, trigger_id: z.string().default('') });
export const BlockSuggestion = z.object({ user: User, team: Team, action_id: z.string(), value: z.string().default('') });
export const Shortcut = z.object({ user: User, team: Team, callback_id: z.string(), trigger_id: z.string() });
export const SlashCommand = z.object({
  user_id: z.string().min(1),
  team_id: z.string().default(''),
  text: z.string().default(''),
  trigger_id: z.string(),
  response_url: z.string().optional(),
});
export const Envelope = z.object({
  team_id: z.string().default(''),
  event_id: z.string().optional(),
  event: z.looseObject({ type: z.string() }),
});
export const DirectMessage = z.object({
  type: z.literal('message'),
  channel_type: z.literal('im'),
  channel: z.string(),
  user: z.string().min(1),
  text: z.string().default(''),
  ts: z.string(),
  subtype: z.literal('file_share').optional(),
  bot_id: z.undefined().optional(),
});
export const HomeOpened = z.object({ user: z.string().min(1), tab: z.string().optional(), event_ts: z.string().default('') });

/** The person as the port names them. */
export const personOf = (user: { id: string; team_id?: string | undefined }, team: { id: string } | null | undefined) => ({
  userId: user.id,
  teamId: team?.id ?? user.team_id ?? '',
});

/** view.state.values → field name → what was entered. */
export function valuesOf(view: View): FormValues {
  const entries = Object.entries(view.state?.values ?? {}).map(([field, elements]) => {
    const [value] = Object.values(elements);
    return [field, value && entered(value)] as const;
  });
  return Object.fromEntries(entries);
}

function entered(value: z.output<typeof StateValue>): string | readonly string[] | undefined {
  if (value.selected_options) return value.selected_options.map((option) => option.value);
  return value.value ?? value.selected_option?.value ?? value.selected_date ?? value.selected_time ?? undefined;
}
