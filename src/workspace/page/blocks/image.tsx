import { type JsonObject, stringOf, wordsOf } from '../json.js';

/** Only pictures of the workspace itself are loaded: the page asks nobody else for anything. Others are told by their description. */
export function ImageBlock({ block }: { block: JsonObject }) {
  const title = wordsOf(block.title);
  return (
    <figure class="image-block">
      {title && <figcaption>{title}</figcaption>}
      <Picture image={block} />
    </figure>
  );
}

export function Picture({ image }: { image: JsonObject }) {
  const alt = stringOf(image.alt_text) ?? '';
  const source = ownAddress(stringOf(image.image_url) ?? '');
  return source ? <img src={source} alt={alt} loading="lazy" /> : <span class="picture-words">{alt}</span>;
}

function ownAddress(url: string): string | undefined {
  try {
    const address = new URL(url, location.href);
    return address.origin === location.origin ? address.href : undefined;
  } catch {
    return undefined;
  }
}
