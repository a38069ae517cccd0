import type { Figure } from '../figure.js';
import type { Stage } from '../stage.js';
import { toEverybody } from './fan-out.js';

/** A bureau-wide meeting is announced to everybody: who is expected is looked up, conflicts are looked for, and the notices go out. */
export const announce = (stage: Stage): Promise<Figure[]> => toEverybody(stage, 'announce', `a meeting announced to ${stage.members}`);
