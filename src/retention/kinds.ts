/** What is kept for a time only, in the order in which it goes. */
export const KINDS = ['responses', 'reasons', 'drafts', 'words', 'keys', 'messages', 'entries'] as const;
export type Kind = (typeof KINDS)[number];
export type Counts = Readonly<Record<Kind, number>>;
