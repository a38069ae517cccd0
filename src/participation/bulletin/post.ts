import type { Tx } from '../../db/transact.js';
import { fateOf } from '../../delivery/fate.js';
import type { Published } from './bulletin.js';
import type { Month } from './month.js';

/** Of the post in the channel; of each that takes the place of a refused one, one of its own. */
export const postKey = (month: Month, { reposts }: Pick<Published, 'reposts'>): string =>
  reposts === 0 ? `participation.post:${month}` : `participation.post:${month}:${reposts}`;

/** As it is with its post now; where that is no longer kept, as it was last known. */
export const asItIs = async (tx: Tx, month: Month, published: Published): Promise<Published> => ({
  ...published,
  post: (await fateOf(tx, postKey(month, published))) ?? published.post,
});
