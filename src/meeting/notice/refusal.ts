/** Why nothing comes of a press on a notice, or on the organizer's card. */
export type AnswerRefusal = 'not-expected' | 'meeting-cancelled' | 'meeting-over' | 'notice-changed' | 'right-missing';
