import { limits } from '../../block-kit/limits.js';
import { validateView } from '../../block-kit/validate.js';
import { ViewContent } from '../content.js';
import { SlackError } from '../desk.js';
import { refuseIf } from './drafts.js';

/** A view argument that Slack would take, of this type. */
export function viewContent(value: unknown, type: 'modal' | 'home'): ViewContent {
  if (Buffer.byteLength(JSON.stringify(value ?? null)) > limits.viewSize.bytes) throw new SlackError('view_too_large');
  refuseIf(validateView(value), 'invalid_arguments');
  const content = ViewContent.parse(value);
  if (content.type !== type) refuseIf([{ pointer: '/view/type', problem: `must be ${type}` }], 'invalid_arguments');
  return content;
}
