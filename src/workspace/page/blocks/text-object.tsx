import { type JsonObject, wordsOf } from '../json.js';
import { parseMrkdwn } from './mrkdwn.js';
import { ChannelName, DateWords, Emoji, Link, Mention, Styled } from './pieces.js';

/** plain_text is shown as it is; mrkdwn is taken to pieces. */
export function TextObject({ text }: { text: JsonObject }) {
  return text.type === 'mrkdwn' ? <Mrkdwn source={wordsOf(text)} /> : wordsOf(text);
}

export function Mrkdwn({ source }: { source: string }) {
  return (
    <>
      {parseMrkdwn(source).map((piece, index) => {
        const key = `${index}`;
        switch (piece.kind) {
          case 'text':
            return <Styled key={key} text={piece.text} style={{ ...piece }} />;
          case 'link':
            return <Link key={key} url={piece.url} text={piece.text} />;
          case 'user':
            return <Mention key={key} id={piece.id} />;
          case 'channel':
            return <ChannelName key={key} id={piece.id} fallback={piece.text} />;
          case 'broadcast':
            return <span key={key} class="mention">{`@${piece.range}`}</span>;
          case 'date':
            return <DateWords key={key} timestamp={piece.timestamp} format={piece.format} fallback={piece.fallback} />;
          case 'emoji':
            return <Emoji key={key} name={piece.name} />;
          case 'pre':
            return <pre key={key}>{piece.text}</pre>;
          default:
            return null;
        }
      })}
    </>
  );
}
