import type { Conversation } from '../chat/dispatch.js';
import { bulletinConversation } from './bulletin/conversation.js';
import type { ParticipationDeps } from './deps.js';
import { exportConversation } from './export/conversation.js';
import { nudgeConversation } from './nudge/conversation.js';
import { summaryConversation } from './summary/conversation.js';

export const participationConversations = (deps: ParticipationDeps): Conversation[] => [
  summaryConversation(deps),
  nudgeConversation(deps),
  exportConversation(deps),
  bulletinConversation(deps),
];
