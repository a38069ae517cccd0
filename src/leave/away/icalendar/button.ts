import type { Reader } from '../../../calendar/reader.js';
import type { Button } from '../../../chat/card.js';
import { button } from '../../../chat/cards.js';
import { startOfHalfDay } from '../../half-days.js';
import type { Leave } from '../../leave.js';
import { text } from './text.js';

/** 加入日历, on the member's own card, as long as it is approved and not over. */
export const calendarButtons = (leave: Leave, reader: Reader): Button[] =>
  leave.state === 'approved' && startOfHalfDay(leave.period.until, reader.zone) > reader.now
    ? [button('leave.calendar', text.add, leave.id, reader)]
    : [];
