import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { say, type Text } from '../chat/text.js';
import { StartError } from '../db/start-error.js';
import { feedRefusalText, feedSentences, feedText, problemText } from '../meeting/activity/feed-text.js';
import { importFile } from '../meeting/activity/import-service.js';
import { type Cli, command, inOffice, print } from './cli.js';

const help = {
  activity: { zh: '活动：导入日历文件', en: 'activities: import a calendar file' },
  import: {
    zh: '导入一个 .ics 文件；再次导入同一文件时，只更新有变化的活动',
    en: 'import an .ics file; imported again, only what has changed in it is changed',
  },
  file: { zh: '.ics 文件', en: 'an .ics file' },
  department: { zh: '举办部门，名称或编号；该部门全体参加', en: 'whose activities they are, by name or id; everybody of it takes part' },
  owner: { zh: '负责人的工号，默认为部门领导', en: 'id of the member who answers for them; the department’s head unless given' },
  json: { zh: '输出 JSON', en: 'print JSON' },
  unreadable: (path: string): Text => ({ zh: `读不到文件 ${path}。`, en: `${path} can’t be read.` }),
} as const;

/** `siwen activity import FILE --department D`: also while the bot is running. */
export function activityCommand(cli: Cli): Command {
  const activity = command(cli, 'activity', help.activity);
  const run = command(cli, 'import', help.import)
    .argument('<file>', say(help.file, cli.locale))
    .requiredOption('--department <department>', say(help.department, cli.locale))
    .option('--owner <member>', say(help.owner, cli.locale))
    .option('--json', say(help.json, cli.locale))
    .action((file: string, { department, owner, json }: { department: string; owner?: string; json?: boolean }) =>
      inOffice(cli, async ({ meeting }) => {
        const done = await importFile(meeting, { operator: cli.operator }, { department, owner, content: contentOf(file) });
        const lines = done.ok
          ? [
              say(feedSentences.imported(done), cli.locale),
              ...done.unreadable.map(
                ({ summary, problem, line }) =>
                  `${line}\t${summary ?? say(feedText.untitled, cli.locale)}\t${say(problemText[problem], cli.locale)}`,
              ),
            ]
          : [say(feedRefusalText[done.refusal], cli.locale)];
        print(cli, json, done, lines);
        cli.exit(done.ok && done.unreadable.length === 0 ? 0 : 1);
      }),
    );
  activity.addCommand(run);
  return activity;
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new StartError(help.unreadable(path), { cause });
  }
}
