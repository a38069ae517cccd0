import { asObject, type Check, checkString, isObject } from './check.js';
import { limits } from './limits.js';

const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
const isFlat = (value: unknown) => isObject(value) && Object.values(value).every(isPlain);

/** A message's metadata (docs.slack.dev: Using message metadata): a type, and a payload of plain values, flat objects and lists of such. */
export function checkMetadata(check: Check, value: unknown): void {
  if (!isObject(value)) {
    check.fail('must provide an object', 'invalid_metadata_format');
    return;
  }
  checkString(check.at('event_type'), value.event_type, limits.metadata.eventType);
  const payload = asObject(check.at('event_payload'), value.event_payload);
  for (const [name, entry] of Object.entries(payload ?? {})) {
    const fits = isPlain(entry) || isFlat(entry) || (Array.isArray(entry) && entry.every((one) => isPlain(one) || isFlat(one)));
    if (!fits) check.at('event_payload').at(name).fail('must provide a string, number, boolean, flat object or list of these');
  }

  const bytes = new TextEncoder().encode(JSON.stringify(payload ?? {})).length;
  if (bytes > limits.metadata.payloadBytes)
    check.at('event_payload').fail(`no more than ${limits.metadata.payloadBytes} bytes allowed [has ${bytes}]`, 'metadata_too_large');
}
