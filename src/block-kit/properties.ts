import type * as Slack from '@slack/types';
import type { Check, Json } from './check.js';
import type { AxisConfig, DataPoint, DataSeries, DataVisualizationBlock, XyChart } from './data-visualization.js';

type KeyOf<T> = T extends unknown ? keyof T : never;
/** All properties of a type of Slack's SDK, and no other: one that is missing or too many doesn't compile. */
type All<T> = Readonly<Record<KeyOf<T>, true>>;

const block = { type: true, block_id: true } as const;
const action = { type: true, action_id: true } as const;
const menu = { ...action, confirm: true, focus_on_load: true, placeholder: true } as const;
const written = { ...action, dispatch_action_config: true, focus_on_load: true, placeholder: true, initial_value: true } as const;
const run = { type: true, style: true } as const;
const view = { type: true, blocks: true, private_metadata: true, callback_id: true, external_id: true } as const;
const paragraph = { type: true, elements: true } as const;

/** What Slack knows of each thing, by its type; anything else is refused as `invalid additional property`. */
const propertiesOf: Readonly<Record<string, Readonly<Record<string, true>>>> = {
  ...({
    header: { ...block, text: true },
    divider: block,
    section: { ...block, text: true, fields: true, accessory: true, expand: true },
    rich_text: { ...block, elements: true },
    context: { ...block, elements: true },
    actions: { ...block, elements: true },
    input: { ...block, label: true, hint: true, optional: true, element: true, dispatch_action: true },
    table: { ...block, rows: true, column_settings: true },
  } satisfies { [Type in Exclude<BlockType, 'image'>]: All<Extract<Slack.KnownBlock, { type: Type }>> }),
  data_visualization: { ...block, title: true, chart: true } satisfies All<DataVisualizationBlock>,
  // An image is a block or an element.
  image: { ...block, title: true, image_url: true, slack_file: true, alt_text: true } satisfies All<Slack.ImageBlock>,
  ...({
    button: { ...action, confirm: true, text: true, value: true, url: true, style: true, accessibility_label: true },
    overflow: { ...action, confirm: true, options: true },
    static_select: { ...menu, options: true, option_groups: true, initial_option: true },
    multi_static_select: { ...menu, options: true, option_groups: true, initial_options: true, max_selected_items: true },
    external_select: { ...menu, initial_option: true, min_query_length: true },
    multi_external_select: { ...menu, initial_options: true, min_query_length: true, max_selected_items: true },
    users_select: { ...menu, initial_user: true },
    multi_users_select: { ...menu, initial_users: true, max_selected_items: true },
    conversations_select: {
      ...menu,
      initial_conversation: true,
      default_to_current_conversation: true,
      filter: true,
      response_url_enabled: true,
    },
    channels_select: { ...menu, initial_channel: true, response_url_enabled: true },
    radio_buttons: { ...action, confirm: true, focus_on_load: true, options: true, initial_option: true },
    checkboxes: { ...action, confirm: true, focus_on_load: true, options: true, initial_options: true },
    datepicker: { ...menu, initial_date: true },
    timepicker: { ...menu, initial_time: true, timezone: true },
    datetimepicker: { ...action, confirm: true, focus_on_load: true, initial_date_time: true },
    plain_text_input: { ...written, multiline: true, min_length: true, max_length: true },
    email_text_input: written,
    url_text_input: written,
    number_input: { ...written, is_decimal_allowed: true, min_value: true, max_value: true },
  } satisfies { [Type in ElementType]: All<Extract<SlackElement, { type: Type }>> }),
  ...({
    plain_text: { type: true, text: true, emoji: true },
    mrkdwn: { type: true, text: true, verbatim: true },
  } satisfies { [Type in Slack.TextObject['type']]: All<Extract<Slack.TextObject, { type: Type }>> }),
  ...({
    rich_text_section: paragraph,
    rich_text_list: { ...paragraph, style: true, indent: true, border: true },
    rich_text_quote: { ...paragraph, border: true },
    rich_text_preformatted: { ...paragraph, border: true },
  } satisfies { [Type in Slack.RichTextBlockElement['type']]: All<Extract<Slack.RichTextBlockElement, { type: Type }>> }),
  ...({
    text: { ...run, text: true },
    link: { ...run, url: true, text: true, unsafe: true },
    emoji: { ...run, name: true, unicode: true, url: true },
    user: { ...run, user_id: true },
    channel: { ...run, channel_id: true },
    usergroup: { ...run, usergroup_id: true },
    team: { ...run, team_id: true },
    broadcast: { ...run, range: true },
    date: { ...run, timestamp: true, format: true, url: true, fallback: true },
    color: { ...run, value: true },
  } satisfies { [Type in Slack.RichTextElement['type']]: All<Extract<Slack.RichTextElement, { type: Type }>> }),
  ...({
    modal: { ...view, title: true, submit: true, close: true, clear_on_close: true, notify_on_close: true },
    home: view,
  } satisfies { [Type in 'modal' | 'home']: All<Extract<Slack.View, { type: Type }>> }),
  raw_text: { type: true, text: true } satisfies All<Slack.RawTextElement>,
  raw_number: { type: true, text: true, value: true } satisfies All<Slack.RawNumberElement>,
};

type BlockType = 'header' | 'divider' | 'section' | 'rich_text' | 'context' | 'actions' | 'input' | 'image' | 'table';
type SlackElement = Slack.ActionsBlockElement | Slack.InputBlockElement;
type ElementType = Exclude<
  SlackElement['type'],
  'workflow_button' | 'rich_text_input' | 'file_input' | 'multi_conversations_select' | 'multi_channels_select'
>;

const objects = {
  option: { text: true, value: true, url: true, description: true } satisfies All<Slack.Option>,
  optionGroup: { label: true, options: true } satisfies All<Slack.OptionGroup>,
  confirm: { title: true, text: true, confirm: true, deny: true, style: true } satisfies All<Slack.Confirm>,
  chart: { type: true, series: true, axis_config: true } satisfies All<XyChart>,
  series: { name: true, data: true } satisfies All<DataSeries>,
  point: { label: true, value: true } satisfies All<DataPoint>,
  axis: { categories: true, x_label: true, y_label: true } satisfies All<AxisConfig>,
  style: { bold: true, italic: true, strike: true, code: true, underline: true, highlight: true, client_highlight: true, unlink: true },
} as const;

/** Notes each property that Slack doesn't know. `kind`: what it is, for what carries no type of its own. */
export function checkProperties(check: Check, object: Json, kind?: keyof typeof objects): void {
  const type = String(object.type);
  const known: Readonly<Record<string, true>> | undefined = kind
    ? objects[kind]
    : Object.hasOwn(propertiesOf, type)
      ? propertiesOf[type]
      : undefined;
  if (!known) return;
  for (const name of Object.keys(object)) if (!Object.hasOwn(known, name)) check.fail(`invalid additional property: ${name}`);
}
