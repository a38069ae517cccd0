import type { Conversation } from '../chat/dispatch.js';
import { activityConversation } from './activity/conversation.js';
import { importConversation } from './activity/import-conversation.js';
import { announceConversation } from './announce/conversation.js';
import { attendanceConversation } from './attendance/conversation.js';
import type { MeetingDeps } from './deps.js';
import { giveWayConversation } from './give-way/conversation.js';
import { noticeConversation } from './notice/conversation.js';
import { calendarFeedConversation } from './notice/icalendar/feed-conversation.js';
import { reachabilityConversation } from './reachability/conversation.js';

/** Everything this room does in the conversation. */
export const meetingConversations = (deps: MeetingDeps): Conversation[] => [
  announceConversation(deps),
  noticeConversation(deps),
  calendarFeedConversation(deps),
  activityConversation(deps),
  importConversation(deps),
  giveWayConversation(deps),
  attendanceConversation(deps),
  reachabilityConversation(deps),
];
