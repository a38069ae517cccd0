import type { Conversation } from '../chat/dispatch.js';
import { leaveConversation } from './absence/conversation.js';
import { calendarConversation } from './away/calendar-conversation.js';
import { overlapConversation } from './away/overlap-conversation.js';
import { balanceConversation } from './balance/conversation.js';
import { decideConversation } from './decide/conversation.js';
import { filingConversation } from './decide/filing-conversation.js';
import { queueConversation } from './decide/queue-conversation.js';
import type { LeaveDeps } from './deps.js';

/** Everything this room does in the conversation. */
export const leaveConversations = (deps: LeaveDeps): Conversation[] => [
  leaveConversation(deps),
  overlapConversation(deps),
  calendarConversation(deps),
  balanceConversation(deps),
  decideConversation(deps),
  queueConversation(deps),
  filingConversation(deps),
];
