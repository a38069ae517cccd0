/** Why words about a date, a time or a place are shown to whoever wrote them instead of being taken for something. */
export type Ambiguous =
  /** A day or time that is over. */
  | 'past'
  /** 周三 where this week's is over or today: this week or the next? */
  | 'which-week'
  /** 12月3日（周五） where it is another weekday. */
  | 'weekday-differs'
  /** 2月30日. */
  | 'no-such-day'
  /** 月底, 下周, 12月: no single day. */
  | 'day-missing'
  /** 3号: of which month? */
  | 'month-missing'
  | 'two-dates'
  /** 周五上午: from when? */
  | 'hour-missing'
  /** 3点: in the morning or in the afternoon? */
  | 'half-missing'
  /** 上午15点. */
  | 'half-differs'
  /** 25点, 9点70分. */
  | 'no-such-time'
  | 'two-times'
  | 'end-before-start'
  | 'two-places';

/** `words` as they stand in the line. */
export type Ambiguity = { readonly words: string; readonly why: Ambiguous };
