const HOST = '@siwen';

/** Of what siwen writes into people's calendars. */
export const ownUid = (id: string): string => `${id}${HOST}`;
export const isOwnUid = (uid: string): boolean => uid.endsWith(HOST);
