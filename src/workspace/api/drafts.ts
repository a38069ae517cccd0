import { z } from 'zod';
import { type Problem, validateMessage } from '../../block-kit/validate.js';
import { SlackError } from '../desk.js';
import type { Changes, Draft } from '../messages.js';
import { type Args, structure, text } from './call.js';

/** Refuses with Slack's list of what is wrong; nothing where nothing is. */
export function refuseIf(problems: readonly Pick<Problem, 'pointer' | 'problem'>[], error: string): void {
  if (problems.length === 0) return;
  const messages = problems.map(({ pointer, problem }) => `[ERROR] ${problem} [json-pointer:${pointer}]`);
  throw new SlackError(error, { errors: messages, response_metadata: { messages } });
}

const MetadataJson = z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) });

/** What of a message an argument list gives, as Slack would take it; at least a text or blocks. */
export function changesOf(args: Args): Changes {
  const blocks = structure(args, 'blocks', 'invalid_blocks_format');
  const metadata = structure(args, 'metadata', 'invalid_metadata_format');
  const words = text(args, 'text');
  const problems = validateMessage({ text: words, blocks, metadata });
  const [first] = problems;
  const alike = problems.filter(({ code }) => code === first?.code);
  if (first) refuseIf(alike, first.code);
  return { text: words, blocks, ...(metadata === undefined ? {} : { metadata: MetadataJson.parse(metadata) }) };
}

export function draftOf(args: Args): Draft {
  const changes = changesOf(args);
  const threadTs = text(args, 'thread_ts');
  return { ...changes, text: changes.text ?? '', ...(threadTs === undefined ? {} : { threadTs }) };
}
