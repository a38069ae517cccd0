import type { Database } from 'better-sqlite3';
import { org } from './001-org.js';
import { delivery } from './002-delivery.js';
import { schedule } from './003-schedule.js';
import { reflection } from './004-reflection.js';
import { undelivered } from './005-undelivered.js';
import { audit } from './006-audit.js';
import { urgency } from './007-urgency.js';
import { keyStore } from './008-key-store.js';
import { copies } from './009-copies.js';
import { requests } from './010-requests.js';
import { backups } from './011-backups.js';
import { retention } from './012-retention.js';
import { figures } from './013-figures.js';
import { homeOpened } from './014-home-opened.js';
import { meeting } from './015-meeting.js';
import { activity } from './016-activity.js';
import { giveWay } from './017-give-way.js';
import { notice } from './018-notice.js';
import { absence } from './019-absence.js';
import { attendance } from './020-attendance.js';
import { reachability } from './021-reachability.js';
import { draftRevision } from './022-draft-revision.js';
import { sealedCheckIn } from './023-sealed-check-in.js';
import { undeliveredQuestions } from './024-undelivered-questions.js';
import { leave } from './025-leave.js';
import { workedSince } from './026-worked-since.js';
import { leftOut } from './027-left-out.js';
import { leavePassed } from './028-leave-passed.js';
import { leaveAway } from './030-leave-away.js';
import { leaveBalance } from './031-leave-balance.js';
import { leaveDraft } from './032-leave-draft.js';
import { leaveDays } from './033-leave-days.js';
import { leaveDueSince } from './034-leave-due-since.js';
import { meetingOutcome } from './035-meeting-outcome.js';
import { leaveRecountTold } from './036-leave-recount-told.js';
import { rating } from './037-rating.js';
import { nudge } from './038-nudge.js';
import { bulletin } from './039-bulletin.js';
import { leaveChanges } from './040-leave-changes.js';
import { bulletinPost } from './041-bulletin-post.js';
import { outcomeRemoved } from './042-outcome-removed.js';
import { messageContent } from './043-message-content.js';
import { byIndex } from './044-by-index.js';
import { realChat } from './045-real-chat.js';
import { leaveDraftFor } from './046-leave-draft-for.js';
import { firstDue } from './047-first-due.js';
import { nudgeOfAdded } from './048-nudge-of-added.js';
import { rosterChanges } from './049-roster-changes.js';
import { versionTitle } from './050-version-title.js';
import { fileDue } from './051-file-due.js';
import { postKey } from './052-post-key.js';
import { sourcePlace } from './053-source-place.js';
import { handledOfTimes } from './054-handled-of-times.js';
import { overlapTold } from './055-overlap-told.js';
import { gone } from './056-gone.js';
import { addedReturned } from './057-added-returned.js';
import { handedOn } from './058-handed-on.js';
import { goneBefore } from './059-gone-before.js';
import { copyFile } from './060-copy-file.js';
import { suspensions } from './061-suspensions.js';
import { dissolvedMember } from './062-dissolved-member.js';
import { inAdvanceHours } from './063-in-advance-hours.js';
import { substitutes } from './064-substitutes.js';
import { leftAt } from './065-left-at.js';
import { toldByDay } from './066-told-by-day.js';
import { firstAsked } from './067-first-asked.js';
import { checkedInBy } from './068-checked-in-by.js';
import { withdrawnRounds } from './069-withdrawn-rounds.js';

/** In order, forward only; a migration that has been released is never edited. The file's user_version is how many have run. */
export const migrations: readonly string[] = [
  org,
  delivery,
  schedule,
  reflection,
  undelivered,
  audit,
  urgency,
  keyStore,
  copies,
  requests,
  backups,
  retention,
  figures,
  homeOpened,
  meeting,
  activity,
  giveWay,
  notice,
  reachability,
  absence,
  attendance,
  draftRevision,
  sealedCheckIn,
  undeliveredQuestions,
  leave,
  workedSince,
  leftOut,
  leavePassed,
  leaveAway,
  leaveBalance,
  leaveDraft,
  leaveDays,
  leaveDueSince,
  meetingOutcome,
  leaveRecountTold,
  rating,
  nudge,
  bulletin,
  leaveChanges,
  bulletinPost,
  outcomeRemoved,
  messageContent,
  byIndex,
  realChat,
  leaveDraftFor,
  firstDue,
  nudgeOfAdded,
  rosterChanges,
  versionTitle,
  fileDue,
  postKey,
  sourcePlace,
  handledOfTimes,
  overlapTold,
  gone,
  addedReturned,
  handedOn,
  goneBefore,
  copyFile,
  suspensions,
  dissolvedMember,
  inAdvanceHours,
  substitutes,
  leftAt,
  toldByDay,
  firstAsked,
  checkedInBy,
  withdrawnRounds,
];

/** Runs those that are missing, each in a transaction of its own. The caller has refused a file that is newer than this program. */
export function migrate(sqlite: Database): void {
  migrations.forEach((sql, index) => {
    // Asked again inside the transaction: the bot and the command line may both be opening a new file.
    sqlite
      .transaction(() => {
        if (schemaVersion(sqlite) !== index) return;
        sqlite.exec(sql);
        sqlite.pragma(`user_version = ${index + 1}`);
      })
      .immediate();
  });
}

export function schemaVersion(sqlite: Database): number {
  const version = sqlite.pragma('user_version', { simple: true });
  return typeof version === 'number' ? version : 0;
}
