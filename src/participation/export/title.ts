import { periodWords } from '../../calendar/words.js';
import { type Locale, say } from '../../chat/text.js';
import { titleText } from '../summary/text.js';
import type { Exported } from './export.js';

/** What the file is called. */
export const titleOf = ({ subject, department, period }: Exported, locale: Locale): string =>
  [say(titleText[subject], locale), department?.name, periodWords(period, locale)].filter(Boolean).join(' ');
