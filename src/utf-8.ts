/** Undefined: it is not UTF-8. Some editors write the former encodings of Windows, in which ASCII may look the same (GBK) or have zeros in it (UTF-16). */
export function textOf(content: Uint8Array): string | undefined {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}
