import { counted, type Locale, say, type Text } from '../chat/text.js';
import type { Checked } from '../org/service.js';

const columns: Text = {
  zh: `花名册的列（次序不限，中英文列名均可；其他列会被略过并列出）：
  工号*       每人固定不变的编号          id
  姓名*                                  name
  职级*       policy.yaml 中的职级之一    rank
  职务        显示在姓名之后              position
  部门*       名称，或从局到部门的路径，如 示范局/机关/办公室   department
  上级部门    「部门」只写名称时填写      parent
  部门职能    办公室、政工、人事、机关党委、纪监；写在部门内任一人的行上   functions
  部门领导    是；或所领导的部门（可多个）  head
  分管部门    所分管的部门（可多个）      supervises
  角色        组织者、管理员              roles
  邮箱        用于匹配聊天账号            email
  账号        聊天账号的用户编号，先于邮箱  account
  入职日期    如 2019-07-01               joined
  参加工作日期  第一次参加工作的日期，年休假按它计算；留空时按入职日期   worked since
带 * 的为必填列，多个值用顿号或分号隔开。详见 docs/roster.md。`,
  en: `Columns of a roster file (any order, Chinese or English headings; others are left out and listed):
  id*          a number of the member's own, never changed   工号
  name*                                                      姓名
  rank*        one of the ranks in policy.yaml               职级
  position     shown after the name                          职务
  department*  a name, or a path such as Bureau/Office       部门
  parent       where department is a bare name               上级部门
  functions    office, political-work, personnel, party-committee, discipline; in the row of anybody there   部门职能
  head         yes, or the departments the member heads      部门领导
  supervises   the departments the member is in charge of    分管部门
  roles        organizer, administrator                      角色
  email        matches the chat account                      邮箱
  account      user id in the chat; goes before e-mail       账号
  joined       such as 2019-07-01                            入职日期
  worked since first day of the working life, by which annual leave is counted; the joining date where empty   参加工作日期
Columns with * are required; several values are separated by semicolons. See docs/roster.md.`,
};

const help = {
  roster: { zh: '花名册：导入、导出、核对', en: 'the roster: import, export, check' },
  import: { zh: '导入花名册；不加 --apply 时只列出将有的变动', en: 'import a roster; without --apply it only lists what would change' },
  export: { zh: '导出花名册；文件名以 .xlsx 结尾时导出为工作簿', en: 'export the roster; as a workbook where the file name ends in .xlsx' },
  check: { zh: '核对花名册与聊天账号', en: 'compare the roster with the chat accounts' },
  file: { zh: 'CSV（UTF-8 或 GBK）或 XLSX 文件', en: 'a CSV (UTF-8 or GBK) or XLSX file' },
  target: { zh: '写到哪个文件；不填则输出 CSV', en: 'the file to write; without it, CSV goes to the screen' },
  apply: { zh: '实际写入', en: 'really apply it' },
  confirmLeaving: {
    zh: '确认将有 n 人离开；离开的人超过五分之一时须填',
    en: 'confirm that n people leave; needed where more than a fifth do',
  },
  confirmSame: {
    zh: '确认有 n 个工号仍是原来的人；姓名和邮箱、账号（或入职日期）都与原来不同时须填',
    en: 'confirm that n ids are still the same people’s; needed where name and e-mail, account (or joining date) all differ',
  },
  confirmRenumbered: {
    zh: '确认有 n 人确用新的工号；离开的人与新来的人姓名相同，邮箱、账号或入职日期也相同时须填',
    en: 'confirm that n people really have new ids; needed where somebody who leaves and somebody new have the same name, and e-mail, account or joining date',
  },
  confirmAccounts: {
    zh: '确认有 n 个聊天账号不再是原来的人的；账号归了别人，或者许多人没有了账号时须填',
    en: 'confirm that n chat accounts are not for whoever has them; needed where any pass to another member, or many are left without one',
  },
  confirmEmptied: {
    zh: '确认有 n 列确应清空；文件缺列，或一列中许多人的内容将清空时须填',
    en: 'confirm that n columns are empty on purpose; needed where the file lacks one, or one loses what many had',
  },
  confirmFunctions: {
    zh: '确认有 n 项部门职能确应由另一个部门承担；职能随调动的人员转到别的部门时须填',
    en: 'confirm that n functions are to be another department’s; needed where somebody takes them along into it',
  },
  json: { zh: '以 JSON 输出', en: 'print JSON' },
  locale: { zh: '输出的语言', en: 'language of the output' },
} as const satisfies Record<string, Text>;

export function rosterHelp(locale: Locale) {
  return {
    roster: say(help.roster, locale),
    import: say(help.import, locale),
    export: say(help.export, locale),
    check: say(help.check, locale),
    file: say(help.file, locale),
    target: say(help.target, locale),
    apply: say(help.apply, locale),
    confirmLeaving: say(help.confirmLeaving, locale),
    confirmSame: say(help.confirmSame, locale),
    confirmRenumbered: say(help.confirmRenumbered, locale),
    confirmAccounts: say(help.confirmAccounts, locale),
    confirmEmptied: say(help.confirmEmptied, locale),
    confirmFunctions: say(help.confirmFunctions, locale),
    json: say(help.json, locale),
    locale: say(help.locale, locale),
    columns: say(columns, locale),
  };
}

export const unreadable = (path: string): Text => ({
  zh: `读不到文件 ${path}：请检查路径和权限。`,
  en: `Cannot read ${path}: please check the path and its permissions.`,
});
export const exportEnding: Text = { zh: '文件名应以 .csv 或 .xlsx 结尾。', en: 'The name of the file should end in .csv or .xlsx.' };
export const written = (path: string): Text => ({ zh: `已写入 ${path}。`, en: `Written to ${path}.` });

const reasons: Readonly<Record<Checked['unmatched'][number]['reason'], Text>> = {
  'nothing-to-match': { zh: '花名册中没有邮箱和账号', en: 'neither e-mail nor account in the roster' },
  'not-asked': { zh: '还没有连接过聊天服务', en: 'siwen has not been connected to the chat yet' },
  'no-account': { zh: '聊天中没有对应的账号', en: 'no such account in the chat' },
  ambiguous: { zh: '账号不能确定', en: 'the account is ambiguous' },
};

/** Of how many people it is not known yet whether they have an account. */
export const notAskedYet = (count: number): Text => ({
  zh: `四问还没有连接过聊天服务，${count} 人有没有账号还不知道。请先启动四问，连上之后再核对。`,
  en: `siwen has not been connected to the chat yet, so it is not known whether ${counted(count, 'member')} ${count === 1 ? 'has an account' : 'have accounts'}. Start siwen first, and check once it is connected.`,
});

export function checkedLines(result: Checked, locale: Locale): string[] {
  const spoken = (text: Text) => say(text, locale);
  const section = (title: Text, lines: readonly string[]) =>
    lines.length > 0 ? [`${spoken(title)} ${lines.length}`, ...lines.map((line) => `  ${line}`)] : [];
  const and = spoken({ zh: '、', en: ', ' });
  const notAsked = result.unmatched.filter(({ reason }) => reason === 'not-asked').length;
  const lines = [
    ...(notAsked === 0 ? [] : [spoken(notAskedYet(notAsked))]),
    ...section(
      { zh: '未匹配账号的人员', en: 'Members without an account:' },
      result.unmatched
        .filter(({ reason }) => reason !== 'not-asked')
        .map(({ id, name, reason }) => `${id} ${name}  ${spoken(reasons[reason])}`),
    ),
    ...section(
      { zh: '账号已停用的人员（不会收到提问）', en: 'Members whose account is switched off (they are not asked):' },
      result.switchedOff.map(({ id, name, userId }) => `${id} ${name}  ${userId}`),
    ),
    ...section(
      { zh: '不在花名册上的账号', en: 'Accounts not on the roster:' },
      result.strangers.map(({ userId, name, email }) => [userId, name, email].filter(Boolean).join('  ')),
    ),
    ...section(
      { zh: '不能确定的匹配', en: 'Ambiguous matches:' },
      result.ambiguities.map((found) =>
        found.kind === 'several-accounts'
          ? spoken({
              zh: `${found.memberId} 的邮箱对应多个账号：${found.userIds.join(and)}`,
              en: `the e-mail of ${found.memberId} belongs to several accounts: ${found.userIds.join(and)}`,
            })
          : spoken({
              zh: `账号 ${found.userId} 对应多名人员：${found.memberIds.join(and)}`,
              en: `account ${found.userId} is claimed by several members: ${found.memberIds.join(and)}`,
            }),
      ),
    ),
  ];
  return lines.length > 0
    ? lines
    : [spoken({ zh: `人员共 ${result.members} 名，均已匹配账号。`, en: `All ${result.members} members have their account.` })];
}
