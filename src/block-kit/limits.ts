/**
 * What Slack accepts, as its documentation says (docs.slack.dev, read 2026-11). Lengths are in characters as JavaScript counts them.
 * The local workspace refuses what is over; the adapter refuses it before it is sent.
 */
const reference = 'https://docs.slack.dev/reference';
const blocks = `${reference}/block-kit/blocks`;
const elements = `${reference}/block-kit/block-elements`;
const objects = `${reference}/block-kit/composition-objects`;

/** Each group of numbers with the page it stands on. */
export const limits = {
  message: { page: `${reference}/methods/chat.postMessage`, text: 40_000 },
  messageBlocks: { page: blocks, blocks: 50 },
  /**
   * On no page of the documentation. Slack's maintainers speak of 12,000 with a buffer for the blocks themselves; users saw 13,297 accepted
   * in one block and 11,341 refused in many (slackapi/bolt-js, issues 2509 and 2867), so we stay below both.
   */
  messageTotal: { page: 'https://github.com/slackapi/bolt-js/issues/2867', characters: 11_000 },
  /** The page names an error for metadata that is too large, but no number: well under what others saw accepted. */
  metadata: { page: `${reference}/methods/chat.postMessage`, eventType: 255, payloadBytes: 8_192 },
  view: {
    page: `${reference}/views/modal-views`,
    blocks: 100,
    title: 24,
    submit: 24,
    close: 24,
    privateMetadata: 3_000,
    callbackId: 255,
    externalId: 255,
  },
  viewSize: { page: `${reference}/methods/views.open`, bytes: 250_000 },
  viewStack: { page: `${reference}/methods/views.push`, views: 3 },
  block: { page: blocks, blockId: 255 },
  section: { page: `${blocks}/section-block`, text: 3_000, fields: 10, field: 2_000 },
  richText: { page: `${blocks}/rich-text-block`, indent: 8 },
  header: { page: `${blocks}/header-block`, text: 150 },
  context: { page: `${blocks}/context-block`, elements: 10 },
  actions: { page: `${blocks}/actions-block`, elements: 25 },
  input: { page: `${blocks}/input-block`, label: 2_000, hint: 2_000 },
  image: { page: `${blocks}/image-block`, url: 3_000, altText: 2_000, title: 2_000 },
  table: { page: `${blocks}/table-block`, rows: 100, columns: 20, columnSettings: 20, perMessage: 1, characters: 10_000 },
  /** The page gives the six series and the lengths; that each has 20 points at most stands with the fields of a series there. */
  dataVisualization: {
    page: `${blocks}/data-visualization-block`,
    title: 50,
    series: 6,
    points: 20,
    label: 20,
    axisLabel: 50,
    perMessage: 2,
  },
  text: { page: `${objects}/text-object`, text: 3_000 },
  element: { page: elements, actionId: 255, placeholder: 150, focusedPerView: 1 },
  button: { page: `${elements}/button-element`, text: 75, value: 2_000, url: 3_000, accessibilityLabel: 75 },
  plainTextInput: { page: `${elements}/plain-text-input-element`, length: 3_000 },
  select: { page: `${elements}/select-menu-element`, options: 100, groups: 100 },
  radio: { page: `${elements}/radio-button-group-element`, options: 10 },
  checkboxes: { page: `${elements}/checkboxes-element`, options: 10 },
  overflow: { page: `${elements}/overflow-menu-element`, options: 5 },
  option: { page: `${objects}/option-object`, text: 75, value: 150, description: 75, url: 3_000 },
  optionGroup: { page: `${objects}/option-group-object`, label: 75, options: 100 },
  confirm: { page: `${objects}/confirmation-dialog-object`, title: 100, text: 300, confirm: 30, deny: 30 },
} as const;
