import type { PageFile, PageMessage } from '../../protocol.js';
import { Avatar } from '../avatar.js';
import { Blocks } from '../blocks/blocks.js';
import { SurfaceOf } from '../blocks/surface.js';
import { Mrkdwn } from '../blocks/text-object.js';
import { timeOf } from '../clock/office-time.js';
import { usePage } from '../context.js';
import { EyeIcon, FileIcon } from '../icons.js';
import { texts } from '../text.js';
import { instantOfTs, sizeWords } from './days.js';

export function Message({ message, follows }: { message: PageMessage; follows: boolean }) {
  const { say, zone, nameOf, personOf, world } = usePage();
  const at = instantOfTs(message.ts);
  const name = nameOf(message.user);
  const time = timeOf(at, zone);
  const bot = personOf(message.user)?.bot === true || message.user === world.bot.id;
  return (
    <li class={`message${follows ? ' follows' : ''}${message.ephemeral ? ' ephemeral' : ''}`} data-ts={message.ts}>
      {follows ? <span class="follow-time">{time}</span> : <Avatar name={name} id={message.user} bot={bot} />}
      <article class="message-words" aria-label={`${name} ${time}`}>
        {message.ephemeral && (
          <p class="only-you">
            <EyeIcon />
            {say(texts.onlyYou)}
          </p>
        )}
        <p class={follows ? 'only-heard' : 'message-head'}>
          <strong>{name}</strong>
          {bot && <span class="badge">{say(texts.app)}</span>}
          <time dateTime={new Date(at).toISOString()}>{time}</time>
        </p>
        {message.blocks.length > 0 ? (
          <SurfaceOf container={{ type: 'message', channel: message.channel, ts: message.ts }} blocks={message.blocks}>
            <Blocks blocks={message.blocks} />
          </SurfaceOf>
        ) : (
          message.text && (
            <p class="message-text">
              <Mrkdwn source={message.text} />
            </p>
          )
        )}
        {message.edited && <span class="edited">{say(texts.edited)}</span>}
        {message.files.map((file) => (
          <FileOf key={file.id} file={file} />
        ))}
      </article>
    </li>
  );
}

/** `CSV · `: what the name ends in. The whole name says nothing more to a person than the title. */
function kindOf(name: string): string {
  const ending = /\.(\w{1,5})$/.exec(name)?.[1];
  return ending ? `${ending.toUpperCase()} · ` : '';
}

function FileOf({ file }: { file: PageFile }) {
  const { say } = usePage();
  const size = sizeWords(file.size);
  const link = (
    <a class="file" href={file.href} download={file.name} aria-label={say(texts.download(file.name, size))}>
      <FileIcon />
      <span>
        <strong>{file.title || file.name}</strong>
        <small>{`${kindOf(file.name)}${size}`}</small>
      </span>
    </a>
  );
  if (file.mimetype !== 'image/png') return link;
  return (
    <figure class="picture-file">
      <img src={file.href} alt={file.alt || file.title || file.name} loading="lazy" />
      {link}
    </figure>
  );
}
