import { type Locale, say } from './chat/text.js';

/** The local workspace's channel that everybody reads. */
export const localChannel = (locale: Locale): string => say({ zh: '全局通知', en: 'all-bureau' }, locale);
