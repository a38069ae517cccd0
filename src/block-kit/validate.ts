import { checkBlocks, type Surface } from './blocks.js';
import { asObject, checkString, type Problem, startCheck } from './check.js';
import { limits } from './limits.js';
import { checkText } from './objects.js';

export type { Problem } from './check.js';

/** Everything Slack would refuse in a message's or view's blocks; empty when it takes them. */
export function validateBlocks(blocks: unknown, surface: Surface): Problem[] {
  const problems: Problem[] = [];
  checkBlocks(startCheck(problems, '/blocks'), blocks, surface);
  return problems;
}

/** The same for a whole view: a form (`modal`) or a Home tab (`home`). */
export function validateView(value: unknown): Problem[] {
  const problems: Problem[] = [];
  const check = startCheck(problems, '/view');
  const view = asObject(check, value);
  if (!view) return problems;
  if (view.type !== 'modal' && view.type !== 'home') {
    check.at('type').fail('must be modal or home');
    return problems;
  }
  if (view.type === 'modal') {
    checkText(check.at('title'), view.title, limits.view.title);
    checkText(check.at('submit'), view.submit, limits.view.submit, 'plain', false);
    checkText(check.at('close'), view.close, limits.view.close, 'plain', false);
    const hasInput = Array.isArray(view.blocks) && view.blocks.some((block) => block?.type === 'input');
    if (hasInput && view.submit === undefined) check.at('submit').fail('required when a modal holds input blocks');
  }
  checkString(check.at('private_metadata'), view.private_metadata, limits.view.privateMetadata, false);
  checkString(check.at('callback_id'), view.callback_id, limits.view.callbackId, false);
  checkString(check.at('external_id'), view.external_id, limits.view.externalId, false);
  checkBlocks(check.at('blocks'), view.blocks, view.type);
  return problems;
}

/** A message's metadata (docs.slack.dev: Message metadata): a type, and a flat payload of bounded size. */
export function validateMetadata(value: unknown): Problem[] {
  const problems: Problem[] = [];
  const check = startCheck(problems, '/metadata');
  const metadata = asObject(check, value);
  if (!metadata) return problems;
  checkString(check.at('event_type'), metadata.event_type, limits.metadata.eventType);
  const payload = asObject(check.at('event_payload'), metadata.event_payload);
  const bytes = Buffer.byteLength(JSON.stringify(payload ?? {}));
  if (bytes > limits.metadata.payloadBytes)
    check.at('event_payload').fail(`no more than ${limits.metadata.payloadBytes} bytes [has ${bytes}]`);
  return problems;
}
