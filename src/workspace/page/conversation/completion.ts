import type { Snapshot } from '../../protocol.js';

export type Suggestion = { readonly insert: string; readonly label: string; readonly description: string };

/**
 * What may follow in the composer. While the command is being typed: the commands; after it: the words its usage names
 * (`四问 | 汇总 [期间] | 帮助`), as long as only one word has been begun.
 */
export function suggestionsFor(text: string, commands: Snapshot['commands']): Suggestion[] {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  const space = text.indexOf(' ');
  if (space < 0) {
    return commands
      .filter(({ command }) => command.startsWith(text.toLowerCase()))
      .map(({ command, usage, description }) => ({ insert: `${command} `, label: usage ? `${command} ${usage}` : command, description }));
  }
  const command = commands.find((known) => known.command === text.slice(0, space));
  const begun = text.slice(space + 1);
  if (!command || begun.includes(' ')) return [];
  return usageWords(command.usage)
    .filter(({ word }) => word.startsWith(begun) && word !== begun)
    .map(({ word, rest }) => ({
      insert: `${command.command} ${word}${rest ? ' ' : ''}`,
      label: [command.command, word, rest].filter(Boolean).join(' '),
      description: '',
    }));
}

function usageWords(usage: string): { word: string; rest: string }[] {
  if (!/[|｜]/.test(usage)) return [];
  return usage
    .replace(/^\[(.*)\]$/s, '$1')
    .split(/[|｜]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [word = '', ...rest] = part.split(/\s+/);
      return { word, rest: rest.join(' ') };
    });
}
