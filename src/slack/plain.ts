/** Text that Slack interprets nothing of (docs.slack.dev: Text object). */
export const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
