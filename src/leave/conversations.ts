import type { Conversation } from '../chat/dispatch.js';
import { leaveConversation } from './absence/conversation.js';
import { absenceBlocks } from './absence/listed.js';
import { calendarConversation } from './away/icalendar/conversation.js';
import { overlapConversation } from './away/overlap/conversation.js';
import { viewConversation } from './away/view-conversation.js';
import { balanceConversation } from './balance/conversation.js';
import { decideConversation } from './decide/conversation.js';
import { queueConversation } from './decide/waiting/conversation.js';
import type { LeaveDeps } from './deps.js';
import { filingConversation } from './filing/conversation.js';
import { draftConversation } from './request/draft/conversation.js';
import { ownConversation } from './request/own/conversation.js';

/** Two blocks each, of the 50 of a card (src/block-kit/limits.ts). */
const MOST_MEETINGS = 8;

/** Everything this room does in the conversation. */
export const leaveConversations = (deps: LeaveDeps): Conversation[] => [
  draftConversation(deps),
  // 请假 shows one's own requests, and the meetings ahead with a way to be excused.
  ownConversation(deps, (tx, caller) => absenceBlocks(tx, deps, caller, MOST_MEETINGS)),
  leaveConversation(deps),
  overlapConversation(deps),
  calendarConversation(deps),
  viewConversation(deps),
  balanceConversation(deps),
  decideConversation(deps),
  queueConversation(deps),
  filingConversation(deps),
];
