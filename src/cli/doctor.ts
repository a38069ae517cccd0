import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { yearOf } from '../calendar/plain-date.js';
import { dateOf } from '../calendar/zone.js';
import { say, type Text } from '../chat/text.js';
import { outboxDepth } from '../delivery/outbox.js';
import { checkRoster } from '../org/service.js';
import { type Cli, command, inOffice, print } from './cli.js';

type Finding = { readonly ok: boolean; readonly what: Text };

const LEAST_FREE_BYTES = 500 * 1024 * 1024;

/** `siwen doctor`: what is in order, what is not, and what to do about it. That it runs at all says that settings, files, key and database are readable. */
export function doctorCommand(cli: Cli): Command {
  return command(cli, 'doctor', { zh: '检查各项是否正常，并说明如何处理', en: 'check that all is in order, and say what to do' })
    .option('--json', say({ zh: '输出 JSON', en: 'print JSON' }, cli.locale))
    .action(async (options: { json?: boolean }) => {
      const findings = await inOffice(cli, async (_rooms, { transact, clock, zone, calendar, promptSets }): Promise<Finding[]> => {
        const year = yearOf(dateOf(clock.now(), zone));
        const { members, unmatched } = await rosterState();
        const { refused, unknown } = await transact(outboxDepth);
        return [
          good({ zh: '设置、规矩、数据库和密钥可以使用', en: 'settings, policy, database and key can be used' }),
          good({ zh: `题目 ${promptSets.size} 套`, en: `${promptSets.size} prompt sets` }),
          ...[year, year + 1].map((one) =>
            calendar.covers(one)
              ? good({ zh: `已有 ${one} 年放假安排`, en: `the holidays of ${one} are known` })
              : bad({
                  zh: `没有 ${one} 年放假安排；公布后请用 siwen calendar import 导入`,
                  en: `no holidays for ${one}; import them with siwen calendar import`,
                }),
          ),
          members > 0
            ? good({ zh: `花名册 ${members} 人`, en: `${members} people on the roster` })
            : bad({ zh: '花名册是空的；请用 siwen roster import 导入', en: 'the roster is empty; use siwen roster import' }),
          unmatched === 0
            ? good({ zh: '人人都有对应的聊天账号', en: 'everybody has a chat account' })
            : bad({
                zh: `${unmatched} 人没有对应的聊天账号；请看 siwen roster check`,
                en: `${unmatched} people have no chat account; see siwen roster check`,
              }),
          refused + unknown === 0
            ? good({ zh: '没有未能送达的消息', en: 'no message has failed' })
            : bad({
                zh: `${refused + unknown} 条消息未能送达；请用 siwen outbox 查看，重发或放弃`,
                en: `${refused + unknown} messages could not be delivered; see siwen outbox, then retry or drop them`,
              }),
          keyFinding(),
          diskFinding(),
        ];

        async function rosterState() {
          const checked = await checkRoster({ transact });
          return { members: checked.members, unmatched: checked.unmatched.length };
        }
      });
      print(
        cli,
        options.json,
        findings,
        findings.map(({ ok, what }) => `${ok ? '✓' : '✗'} ${say(what, cli.locale)}`),
      );
      cli.exit(findings.every(({ ok }) => ok) ? 0 : 1);
    });

  function keyFinding(): Finding {
    const inFile = existsSync(join(cli.config.dataDir, 'siwen.key'));
    return good(
      inFile
        ? {
            zh: '密钥在 siwen.key 文件中；请确认已备份到别处',
            en: 'the key is in the file siwen.key; make sure that a copy is kept elsewhere',
          }
        : { zh: '密钥来自 SIWEN_KEY', en: 'the key comes from SIWEN_KEY' },
    );
  }

  function diskFinding(): Finding {
    const { bavail, bsize } = statfsSync(cli.config.dataDir);
    const free = bavail * bsize;
    const gigabytes = (free / 1024 ** 3).toFixed(1);
    return free >= LEAST_FREE_BYTES
      ? good({ zh: `磁盘剩余 ${gigabytes} GB`, en: `${gigabytes} GB of disk left` })
      : bad({ zh: `磁盘只剩 ${gigabytes} GB；请清理`, en: `only ${gigabytes} GB of disk left; make room` });
  }
}

const good = (what: Text): Finding => ({ ok: true, what });
const bad = (what: Text): Finding => ({ ok: false, what });
