export { nextOccurrences, type OccurrenceSpec, occurrences } from './occurrences.js';
export { Recurrence, type Weekday, WorkdayRule } from './recurrence-schema.js';
export { recurrenceWords } from './recurrence-words.js';
