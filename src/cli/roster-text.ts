import { counted, type Locale, say, type Text } from '../chat/text.js';
import { HEADING } from '../org/roster/columns.js';
import type { Change } from '../org/roster/plan.js';
import { problemLine } from '../org/roster/problem.js';
import type { OtherPerson, Renumbered } from '../org/roster/same-person.js';
import type { Checked, Imported } from '../org/service.js';

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
    json: say(help.json, locale),
    locale: say(help.locale, locale),
    columns: say(columns, locale),
  };
}

export const unreadable = (path: string): Text => ({
  zh: `读不到文件 ${path}：请检查路径和权限。`,
  en: `Cannot read ${path}: please check the path and its permissions.`,
});
export const written = (path: string): Text => ({ zh: `已写入 ${path}。`, en: `Written to ${path}.` });

const kinds: Readonly<Record<Change['kind'], Text>> = {
  added: { zh: '新增', en: 'added' },
  changed: { zh: '变更', en: 'changed' },
  deactivated: { zh: '停用', en: 'deactivated' },
  reactivated: { zh: '恢复', en: 'reactivated' },
};
const whats: Readonly<Record<Change['what'], Text>> = {
  member: { zh: '人员', en: 'member' },
  department: { zh: '部门', en: 'department' },
};
const empty: Text = { zh: '（空）', en: '(empty)' };
const dissolved: Text = { zh: '（已撤销）', en: ' (dissolved)' };

function changeLine(change: Change, locale: Locale): string {
  const subject = change.what === 'member' ? `${change.subject} ${change.name}` : change.subject;
  const fields = change.fields
    // Everything about somebody new is new: the columns would only repeat the file.
    .filter(() => change.kind !== 'added')
    .map(({ column, from, to, fromDissolved }) => {
      const former = fromDissolved ? `${from}${say(dissolved, locale)}` : from;
      return `${say(HEADING[column], locale)} ${former || say(empty, locale)} → ${to || say(empty, locale)}`;
    });
  const head = `${say(kinds[change.kind], locale)}${locale === 'en' ? ' ' : ''}${say(whats[change.what], locale)}  ${subject}`;
  return fields.length > 0 ? `${head}  ${fields.join(locale === 'en' ? '; ' : '；')}` : head;
}

/** Which ids seem to have changed hands, and what that would open. */
function otherPeopleLines(people: readonly OtherPerson[], locale: Locale): string[] {
  if (people.length === 0) return [];
  const warning: Text = {
    zh: `有 ${people.length} 个工号像是换了人：姓名和邮箱、账号（或入职日期）都与原来不同。工号连着本人的作答和请假，换了人，现在的人就会看到原来的人写的内容。新来的人请另编工号，工号错位的请改正：`,
    en: `Ids that seem to have passed to somebody else, because name and e-mail, account (or joining date) all differ: ${people.length}. What a member wrote and asked for hangs on the id, and whoever has it now can read it. Please give somebody new an id of their own, and put right ids that have slipped:`,
  };
  return [say(warning, locale), ...people.map(({ id, from, to }) => `  ${id}  ${from} → ${to}`)];
}

/** Who seems to have got another id, and what stays with the former one. */
function renumberedLines(people: readonly Renumbered[], locale: Locale): string[] {
  if (people.length === 0) return [];
  const warning: Text = {
    zh: `有 ${people.length} 人像是换了工号：原工号不在文件里，另一工号上有姓名相同，邮箱、账号或入职日期也相同的人。作答和请假连着工号，换了工号，本人就看不到以前的内容。用 Excel 打开 CSV 会丢掉工号开头的 0；请填回原来的工号：`,
    en: `People who seem to have got another id, because the former one is not in the file and somebody of the same name and e-mail, account or joining date is: ${people.length}. What a member wrote and asked for hangs on the id, and they would not find it under another. Excel drops the zeros at the start of an id when it opens a CSV file; please put the former ids back:`,
  };
  return [say(warning, locale), ...people.map(({ from, to, name }) => `  ${from} → ${to}  ${name}`)];
}

export function importedLines(result: Imported, locale: Locale): string[] {
  const spoken = (text: Text) => say(text, locale);
  if (!result.ok && result.refusal === 'file-wrong') {
    const count = result.problems.length;
    return [
      spoken({
        zh: `花名册有 ${count} 处需要改正，未做任何改动：`,
        en: `The roster has ${counted(count, 'mistake')}; nothing was changed:`,
      }),
      ...result.problems.map((problem) => `  ${problemLine(problem, locale)}`),
    ];
  }
  const lines = result.changes.map((change) => changeLine(change, locale));
  if (!result.ok && result.refusal === 'renumbered') {
    const count = result.renumbered.length;
    const refusal: Text = {
      zh: `未做任何改动。如确系不同的人，或确要另编工号，请加 --confirm-renumbered ${count} 再次导入。`,
      en: `Nothing was changed. If they are other people, or really have new ids, import again with --confirm-renumbered ${count}.`,
    };
    return [...lines, ...renumberedLines(result.renumbered, locale), spoken(refusal)];
  }
  if (!result.ok && result.refusal === 'other-people') {
    const count = result.otherPeople.length;
    const refusal: Text = {
      zh: `未做任何改动。如确系同一人，请加 --confirm-same ${count} 再次导入。`,
      en: `Nothing was changed. If they are the same people, import again with --confirm-same ${count}.`,
    };
    return [...lines, ...otherPeopleLines(result.otherPeople, locale), spoken(refusal)];
  }
  if (!result.ok) {
    const { leaving, activeBefore } = result;
    const refusal: Text = {
      zh: `按这个文件，现有 ${activeBefore} 人中将有 ${leaving} 人停用，未做任何改动。确认无误后请加 --confirm-leaving ${leaving} 再次导入。`,
      en: `By this file ${leaving} of ${activeBefore} members would be deactivated; nothing was changed. If that is right, import again with --confirm-leaving ${leaving}.`,
    };
    return [...lines, spoken(refusal)];
  }
  const count = (kind: Change['kind']) => result.changes.filter((change) => change.what === 'member' && change.kind === kind).length;
  const figures: Text = {
    zh: `人员共 ${result.members} 名：新增 ${count('added')}，变更 ${count('changed')}，停用 ${count('deactivated')}，恢复 ${count('reactivated')}。`,
    en: `${result.members} members: ${count('added')} added, ${count('changed')} changed, ${count('deactivated')} deactivated, ${count('reactivated')} reactivated.`,
  };
  const flags = [
    ...(result.needsConfirmation ? [` --confirm-leaving ${result.leaving}`] : []),
    ...(result.renumbered.length > 0 ? [` --confirm-renumbered ${result.renumbered.length}`] : []),
    ...(result.otherPeople.length > 0 ? [` --confirm-same ${result.otherPeople.length}`] : []),
  ].join('');
  const outcome: Text = result.applied
    ? { zh: '已写入。', en: 'Applied.' }
    : { zh: `以上尚未写入；确认后请加 --apply${flags}。`, en: `Nothing was applied yet; if this is right, add --apply${flags}.` };
  const notices = result.notices.map((notice) => problemLine(notice, locale));
  const doubts = [...renumberedLines(result.renumbered, locale), ...otherPeopleLines(result.otherPeople, locale)];
  return [...notices, ...lines, ...doubts, spoken(figures), spoken(outcome)];
}

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
