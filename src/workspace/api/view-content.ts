import { validateView } from '../../block-kit/validate.js';
import { ViewContent } from '../content.js';
import { refuseIf } from './drafts.js';

/** A view argument that Slack would take, of this type. */
export function viewContent(value: unknown, type: 'modal' | 'home'): ViewContent {
  const problems = validateView(value);
  refuseIf(problems, problems.some(({ code }) => code === 'view_too_large') ? 'view_too_large' : 'invalid_arguments');
  const content = ViewContent.parse(value);
  if (content.type !== type) refuseIf([{ pointer: '/view/type', problem: `must be ${type}` }], 'invalid_arguments');
  return content;
}
