import type { Command } from 'commander';
import { counted, say, type Text } from '../chat/text.js';
import { type Erased, eraseLeaver, type LeaverRefusal } from '../retention/leaver.js';
import { type Cli, command, inOffice, print } from './cli.js';

const help = {
  erase: {
    zh: '应离开者本人的要求，清除其作答内容和联系方式；不加 --apply 只说明会清除什么',
    en: 'at the wish of somebody who has left, erase what they wrote and how to reach them; without --apply it only says what would go',
  },
  member: { zh: '工号', en: 'the member’s id' },
  apply: { zh: '清除，不能恢复', en: 'erase it; it cannot be brought back' },
  json: { zh: '输出 JSON', en: 'print JSON' },
} as const satisfies Record<string, Text>;

const refusalText = {
  nobody: { zh: '花名册上从来没有这个工号。', en: 'Nobody on the roster ever had this id.' },
  'still-here': {
    zh: '此人仍在花名册上，请本人在主页的“我的作答”中清除。',
    en: 'They are still on the roster: they erase it by themselves, on Home under My answers.',
  },
} as const satisfies Record<LeaverRefusal, Text>;

type Gone = Extract<Erased, { ok: true }>;
const text = {
  would: ({ name, answers, drafts, reasons }: Gone): Text => ({
    zh: `将清除${name}的 ${answers} 份作答内容、${drafts} 份草稿、${reasons} 条理由（请假、让路、更正签到）和联系方式；谁作答过仍计入统计。确认后请加 --apply。`,
    en: `Would erase of ${name}: the content of ${counted(answers, 'answer')}, ${counted(drafts, 'draft')}, ${counted(reasons, 'reason')} (of absences, exemptions and corrections), and how to reach them; that they answered still counts. Add --apply to do it.`,
  }),
  done: ({ name, answers, drafts, reasons }: Gone): Text => ({
    zh: `已清除${name}的 ${answers} 份作答内容、${drafts} 份草稿、${reasons} 条理由（请假、让路、更正签到）和联系方式，旧备份中的作答也不能再读。`,
    en: `Erased of ${name}: the content of ${counted(answers, 'answer')}, ${counted(drafts, 'draft')}, ${counted(reasons, 'reason')} (of absences, exemptions and corrections), and how to reach them; what they wrote can’t be read in old backups either.`,
  }),
} as const;

/** `siwen erase MEMBER`: the right to erasure of those who can't press the button any more. */
export function eraseCommand(cli: Cli): Command {
  return command(cli, 'erase', help.erase)
    .argument('<member>', say(help.member, cli.locale))
    .option('--apply', say(help.apply, cli.locale))
    .option('--json', say(help.json, cli.locale))
    .action((memberId: string, { apply = false, json }: { apply?: boolean; json?: boolean }) =>
      inOffice(cli, async ({ reflection, leave, meeting }, ground) => {
        const erased = await eraseLeaver({ ...ground, reflection, leave, meeting }, { actor: { operator: cli.operator }, memberId, apply });
        const sentence = erased.ok ? text[apply ? 'done' : 'would'](erased) : refusalText[erased.refusal];
        print(cli, json, erased, [say(sentence, cli.locale)]);
        cli.exit(erased.ok ? 0 : 1);
      }),
    );
}
