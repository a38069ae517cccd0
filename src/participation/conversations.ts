import type { Conversation } from '../chat/dispatch.js';
import { bulletinConversation } from './bulletin/conversation.js';
import type { ParticipationDeps } from './deps.js';
import { exportConversation } from './export/conversation.js';
import { nudgeConversation } from './nudge/conversation.js';
import { ownConversation } from './own/conversation.js';
import { ratingsConversation } from './ratings/conversation.js';
import { summaryConversation } from './summary/conversation.js';

/** Everything this room does in the conversation. */
export const participationConversations = (deps: ParticipationDeps): Conversation[] => [
  summaryConversation(deps),
  ratingsConversation(deps),
  nudgeConversation(deps),
  exportConversation(deps),
  bulletinConversation(deps),
  ownConversation(deps),
];
