export { nextOccurrences, type OccurrenceSpec, occurrences } from './occurrences.js';
export { Recurrence, WorkdayRule } from './recurrence-schema.js';
export { recurrenceWords } from './recurrence-words.js';
