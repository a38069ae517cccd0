import type { IncomingMessage } from 'node:http';

const MOST_BYTES = 1024 * 1024;

/** Undefined when it is larger than anything Slack sends. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  // The socket stays, so that the sender can be told.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Events come as JSON, everything else as a form, an interaction inside its field `payload`. Undefined for anything else. */
export function parseBody(raw: string, contentType = 'application/json'): Record<string, unknown> | undefined {
  try {
    const body = contentType.includes('application/x-www-form-urlencoded')
      ? parseForm(raw)
      : /^application\/([\w.-]+\+)?json\b/.test(contentType)
        ? JSON.parse(raw)
        : undefined;
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : undefined;
  } catch {
    return undefined;
  }
}

function parseForm(raw: string): unknown {
  const form = Object.fromEntries(new URLSearchParams(raw));
  return typeof form.payload === 'string' ? JSON.parse(form.payload) : form;
}
