import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Zone } from '../calendar/instant.js';
import { type Locale, say } from '../chat/text.js';
import { DataFileError } from '../data-file.js';
import { isOlder } from '../db/examine.js';
import { asStartError, DATABASE } from '../db/file.js';
import { refuseLost } from '../db/lost.js';
import { StartError } from '../db/start-error.js';
import { openExisting } from '../ground.js';
import { packageDir } from '../package-dir.js';
import { loadPromptSets } from '../reflection/prompt-sets.js';
import { systemClock } from '../schedule/clock.js';
import { version } from '../version.js';
import { type Cli, command, print } from './cli.js';
import { chatFindings, type Samples } from './doctor/chat.js';
import { bad, type Finding, good } from './doctor/finding.js';
import { diskFinding, filesFinding, lockFinding, nodeFinding } from './doctor/machine.js';
import { officeFindings } from './doctor/office.js';
import { samplesOf } from './doctor/samples.js';

/** Whatever is asked of the chat is answered by then, or counts as unanswered. */
const CHAT_WITHIN_MS = 9_000;

/** `siwen doctor`: what is in order, what is not, and what to do about it; also while the bot is running, and where it can't even start. */
export function doctorCommand(cli: Cli): Command {
  const { chat, zone } = cli.config;
  return command(cli, 'doctor', { zh: '检查各项是否正常，并说明如何处理', en: 'check that all is in order, and say what to do' })
    .option('--json', say({ zh: '输出 JSON', en: 'print JSON' }, cli.locale))
    .action(async (options: { json?: boolean }) => {
      const samples = samplesIn(zone, cli.locale);
      const ask = { clock: systemClock, signal: AbortSignal.timeout(CHAT_WITHIN_MS) };
      // First: what is opened is hidden from others, who could read it until then.
      const machine = machineOf(cli);
      const [asked, office] = await Promise.all([chatFindings(chat, samples, ask), officeOf(cli)]);
      const findings = [
        good('version', { zh: `四问 ${version()}`, en: `siwen ${version()}` }),
        nodeFinding(process.version),
        ...machine,
        ...office,
        ...asked,
      ];
      print(cli, options.json, findings, findings.map(lineOf(cli)));
      cli.exit(findings.every(({ ok }) => ok) ? 0 : 1);
    });
}

/** In the office's language for the chat, in both for our own rules. None where the prompts can't be read, which is a finding of its own. */
function samplesIn(zone: Zone, locale: Locale): Samples {
  try {
    const sets = loadPromptSets(join(packageDir, 'prompts'));
    const [own, other] = [samplesOf(sets, zone, locale), samplesOf(sets, zone, locale === 'en' ? 'zh-CN' : 'en')];
    return { shown: own, all: [...own, ...other] };
  } catch (error) {
    if (error instanceof DataFileError) return { shown: [], all: [] };
    throw error;
  }
}

function machineOf({ config: { dataDir, zone }, environmentFile }: Cli): Finding[] {
  if (!existsSync(dataDir)) return [];
  try {
    return [lockFinding(dataDir, zone), diskFinding(dataDir), ...filesFinding(dataDir, process.getuid?.(), environmentFile)];
  } catch (error) {
    if (!(asStartError(dataDir, error) instanceof StartError)) throw error;
    return [
      bad(
        'folder',
        { zh: `${dataDir} 不是文件夹，或不能读取`, en: `${dataDir} is not a folder, or cannot be read` },
        { zh: '请检查 SIWEN_DATA_DIR 和这个文件夹的权限', en: 'check SIWEN_DATA_DIR, and the permissions of the folder' },
      ),
    ];
  }
}

const noDatabase = (dataDir: string): Finding =>
  bad(
    'database',
    { zh: `${dataDir} 中还没有数据库`, en: `there is no database in ${dataDir} yet` },
    { zh: '请先启动四问；已经启动过的，请检查 SIWEN_DATA_DIR', en: 'start siwen first; if it has run before, check SIWEN_DATA_DIR' },
  );

const olderDatabase = (path: string): Finding =>
  bad(
    'database',
    { zh: `${path} 是较早版本的四问写入的，还没有更新`, en: `${path} was written by an older siwen and has not been brought forward yet` },
    {
      zh: '请停止旧版本，留好整个文件夹的副本，再启动本版本；启动时会更新数据库',
      en: 'stop the older version, keep a copy of the whole folder, and start this one, which brings it forward',
    },
  );

/** Looks, and makes nothing: in a folder that was mistyped there should be no new database and no new key afterwards. */
async function officeOf(cli: Cli): Promise<Finding[]> {
  const path = join(cli.config.dataDir, DATABASE);
  try {
    refuseLost(cli.config.dataDir);
    if (!existsSync(path)) return [noDatabase(cli.config.dataDir)];
    if (isOlder(path)) return [olderDatabase(path)];
    const opened = await openExisting(cli.config, systemClock);
    try {
      return await officeFindings(cli.config, opened, systemClock.now());
    } finally {
      await opened.database.close();
    }
  } catch (thrown) {
    const error = asStartError(path, thrown);
    if (error instanceof DataFileError)
      return error.problems.map((problem) =>
        bad('settings', { zh: problem, en: problem }, { zh: '请改正这一行', en: 'correct this line' }),
      );
    if (!(error instanceof StartError)) throw thrown;
    return [
      bad('start', error.text, {
        zh: '在此之前机器人不能启动；见 docs/operations.md',
        en: 'until then the bot cannot start; see docs/operations.md',
      }),
    ];
  }
}

const lineOf =
  ({ locale }: Cli) =>
  ({ ok, what, next }: Finding): string =>
    `${ok ? '✓' : '✗'} ${say(what, locale)}${next ? `\n  → ${say(next, locale)}` : ''}`;
