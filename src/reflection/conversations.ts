import type { Conversation } from '../chat/dispatch.js';
import type { ReflectionDeps } from './deps.js';
import { ownConversation } from './own/conversation.js';
import { reflectionConversation } from './response/conversation.js';
import { scheduleConversation } from './schedule/conversation.js';

/** Everything this room does in the conversation. */
export const reflectionConversations = (deps: ReflectionDeps): Conversation[] => [
  reflectionConversation(deps),
  ownConversation(deps),
  scheduleConversation(deps),
];
