import type { JSX } from 'preact';
import { tokenWords } from '../clock/office-time.js';
import { usePage } from '../context.js';
import { emojiCharacter } from './emoji.js';
import { isSafeLink } from './mrkdwn.js';

/** The small things text is made of, shared by rich_text and mrkdwn. */
export type Style = { readonly bold?: unknown; readonly italic?: unknown; readonly strike?: unknown; readonly code?: unknown };

export function Styled({ text, style }: { text: string; style?: Style | undefined }) {
  let words: JSX.Element = <>{text}</>;
  if (style?.code) words = <code>{words}</code>;
  if (style?.strike) words = <s>{words}</s>;
  if (style?.italic) words = <em>{words}</em>;
  if (style?.bold) words = <strong>{words}</strong>;
  return words;
}

export function Link({ url, text, style }: { url: string; text: string; style?: Style | undefined }) {
  const words = <Styled text={text || url} style={style} />;
  if (!isSafeLink(url)) return words;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {words}
    </a>
  );
}

export function Mention({ id }: { id: string }) {
  const { nameOf, world } = usePage();
  return <span class={`mention${id === world.me.id ? ' is-me' : ''}`}>@{nameOf(id)}</span>;
}

export function ChannelName({ id, fallback }: { id: string; fallback?: string }) {
  const { world } = usePage();
  return <span class="mention">#{world.conversations.find((known) => known.id === id)?.name ?? (fallback || id)}</span>;
}

export function Emoji({ name, unicode }: { name: string; unicode?: string | undefined }) {
  return (
    <span class="emoji" role="img" aria-label={name.replaceAll('_', ' ')}>
      {emojiCharacter(name, unicode)}
    </span>
  );
}

/** `timestamp`: seconds, as Slack counts. */
export function DateWords({ timestamp, format, fallback }: { timestamp: number; format: string; fallback: string }) {
  const { zone, locale, now } = usePage();
  if (!Number.isFinite(timestamp)) return <>{fallback}</>;
  const instant = timestamp * 1000;
  return <time dateTime={new Date(instant).toISOString()}>{tokenWords(format, instant, zone, locale, now())}</time>;
}
