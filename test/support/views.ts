import { type JsonObject, objectOf } from './elements.js';
import type { SocketApp } from './socket-app.js';
import type { TestWorkspace } from './workspace.js';

const plain = (text: string) => ({ type: 'plain_text', text });

/** A form with one text field for each label; `more` overrides anything. */
export const formOf = (title: string, labels: readonly string[] = ['一问'], more: JsonObject = {}): JsonObject => ({
  type: 'modal',
  callback_id: 'reflection.submit',
  title: plain(title),
  submit: plain('提交'),
  blocks: labels.map((label) => ({
    type: 'input',
    block_id: label,
    label: plain(label),
    element: { type: 'plain_text_input', action_id: 'value' },
  })),
  ...more,
});

export const homeOf = (text: string, more: JsonObject = {}): JsonObject => ({
  type: 'home',
  blocks: [{ type: 'section', block_id: 'home', text: plain(text), accessory: { type: 'button', action_id: 'open', text: plain('作答') } }],
  ...more,
});

/** A trigger of this person, as the app gets it when they use the shortcut. */
export async function triggerOf(workspace: TestWorkspace, app: SocketApp, name: string): Promise<string> {
  const person = await workspace.person(name);
  await person.shortcut('reflection.open');
  return String(objectOf((await app.next('shortcut')).payload).trigger_id);
}

/** The view in an answer of the Web API. */
export const viewIn = (answer: JsonObject): JsonObject => objectOf(answer.view);
