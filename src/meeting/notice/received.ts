const PAUSE = String.raw`[\s,，、:：;；。.!！~～…]*`;
const TO = String.raw`(?:\p{Script=Han}{0,4}(?:处长?|局长?|科长?|部长|所长|院长|主任|书记|主席|总|老师|领导|同志)好?)?`;
const FIRST = '(?:好的?|嗯|是的?|明白|ok)';
const WORD = '(?:我|本人|均|已经?)*(?:收到|收悉|知悉|知晓)(?:会议)?(?:通知)?[了啦]?';
const COMES = '(?:我|本人|一定|会|将|届时|按时|准时|按要求)*(?:参加|参会|到会|出席|到场)(?:会议)?';
const THANKS = '(?:谢谢|多谢|感谢|辛苦了?)(?:您|你|大家)?(?:各位)?(?:领导|同志)?(?:提醒|通知)?';
/** As they are, or by the name that Slack gives them. */
const SIGN = String.raw`\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|:[a-z0-9_+'-]+:`;

/** 收到。 已收到，谢谢！ 好的，收到 周处，收到，准时参加 */
const RECEIVED = new RegExp(
  `^${TO}${PAUSE}(?:${FIRST}${PAUSE})?(?:${WORD}${PAUSE}){1,3}(?:(?:${COMES}|${THANKS}|${SIGN})${PAUSE})*$`,
  'iu',
);
const IN_ENGLISH = /^(?:received|got it|noted)[\s,.!]*(?:thanks|thank you)?[.!]*$/i;

/** Whether a line says that its writer has read what stands above it, and nothing else. */
export const saysReceived = (line: string): boolean => RECEIVED.test(line) || IN_ENGLISH.test(line);
