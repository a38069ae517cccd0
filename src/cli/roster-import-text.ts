import { counted, type Locale, say, type Text } from '../chat/text.js';
import { type Column, FUNCTION, HEADING } from '../org/roster/columns.js';
import { countsOf, DOUBTS, type Doubt, type Doubts } from '../org/roster/doubts.js';
import type { Change } from '../org/roster/plan.js';
import { problemLine } from '../org/roster/problem.js';
import type { Imported } from '../org/service.js';

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

/** Of a person the column says which departments; of a department, who. */
const supervisedBy: Text = { zh: '分管领导', en: 'supervised by' };

function changeLine(change: Change, locale: Locale): string {
  const subject = change.what === 'member' ? `${change.subject} ${change.name}` : change.subject;
  const fields = change.fields
    // Everything about somebody new is new: the columns would only repeat the file.
    .filter(() => change.kind !== 'added')
    .map(({ column, from, to, fromDissolved }) => {
      const former = fromDissolved ? `${from}${say(dissolved, locale)}` : from;
      const heading = change.what === 'department' && column === 'supervises' ? supervisedBy : HEADING[column];
      return `${say(heading, locale)} ${former || say(empty, locale)} → ${to || say(empty, locale)}`;
    });
  const head = `${say(kinds[change.kind], locale)}${locale === 'en' ? ' ' : ''}${say(whats[change.what], locale)}  ${subject}`;
  return fields.length > 0 ? `${head}  ${fields.join(locale === 'en' ? '; ' : '；')}` : head;
}

/** What there is to think about, and which it is. */
type Lines = { readonly warning: Text; readonly each: readonly string[] };
type Found = Exclude<Imported, { readonly refusal: 'file-wrong' }>;

/** Which ids seem to have changed hands, and what that would open. */
function otherPeopleLines({ otherPeople: people }: Doubts): Lines {
  const warning: Text = {
    zh: `有 ${people.length} 个工号像是换了人：姓名和邮箱、账号（或入职日期）都与原来不同。工号连着本人的作答和请假，换了人，现在的人就会看到原来的人写的内容。新来的人请另编工号，工号错位的请改正：`,
    en: `Ids that seem to have passed to somebody else, because name and e-mail, account (or joining date) all differ: ${people.length}. What a member wrote and asked for hangs on the id, and whoever has it now can read it. Please give somebody new an id of their own, and put right ids that have slipped:`,
  };
  return { warning, each: people.map(({ id, from, to }) => `${id}  ${from} → ${to}`) };
}

/** Who seems to have got another id, and what stays with the former one. */
function renumberedLines({ renumbered: people }: Doubts): Lines {
  const warning: Text = {
    zh: `有 ${people.length} 人像是换了工号：原工号不在文件里，另一工号上有姓名相同，邮箱、账号或入职日期也相同的人。作答和请假连着工号，换了工号，本人就看不到以前的内容。用 Excel 打开 CSV 会丢掉工号开头的 0；请填回原来的工号：`,
    en: `People who seem to have got another id, because the former one is not in the file and somebody of the same name and e-mail, account or joining date is: ${people.length}. What a member wrote and asked for hangs on the id, and they would not find it under another. Excel drops the zeros at the start of an id when it opens a CSV file; please put the former ids back:`,
  };
  return { warning, each: people.map(({ from, to, name }) => `${from} → ${to}  ${name}`) };
}

/** Which chat accounts are taken from those who have them, and what that would open. */
function takenLines({ takenAccounts: accounts }: Doubts): Lines {
  const warning: Text = {
    zh: `有 ${accounts.length} 个聊天账号将不再是现在这一位的。归了另一位的，使用账号的人会看到那一位写的内容；谁也没有归的，本人用不了四问，等待本人办理的也会失效。「邮箱」「账号」列错位或者有缺的，请改正：`,
    en: `Chat accounts that will not be those people’s any more who have them: ${accounts.length}. Whoever uses one that passes to another member could read what that member wrote; whoever is left without one cannot use siwen, and what waits for them expires. Please put right e-mail addresses or accounts that have slipped or are missing:`,
  };
  return {
    warning,
    each: accounts.map(({ userId, from, to }) => `${userId}  ${from.id} ${from.name} → ${to ? `${to.id} ${to.name}` : '—'}`),
  };
}

const OF_DEPARTMENTS = new Set<Column>(['functions', 'head', 'supervises']);

/** Which columns would be empty from now on. */
function emptiedLines({ emptied }: Doubts, locale: Locale): Lines {
  const warning: Text = {
    zh: `有 ${emptied.length} 列原来填有内容，按这个文件将清空。请在文件中补上（现行的花名册可用 siwen roster export 导出）：`,
    en: `Columns that had something in them and would be empty by this file: ${emptied.length}. Please fill them in (siwen roster export gives the roster of now):`,
  };
  const said = ({ column, count, missing, lost }: Doubts['emptied'][number]): Text => {
    if (lost.length > 0 && !missing) {
      const [zh, en] = [lost.map((part) => FUNCTION[part].zh).join('、'), lost.map((part) => FUNCTION[part].en).join(', ')];
      return {
        zh: `「${HEADING[column].zh}」今后没有部门承担：${zh}`,
        en: `“${HEADING[column].en}”: no department would have any more: ${en}`,
      };
    }
    const [zh, en] = OF_DEPARTMENTS.has(column)
      ? [`${count} 个部门`, counted(count, 'department')]
      : [`${count} 人`, counted(count, 'member')];
    return {
      zh: `「${HEADING[column].zh}」${missing ? '文件中没有这一列，' : ''}${zh}将清空`,
      en: `“${HEADING[column].en}” ${missing ? 'is not in the file; ' : ''}${en} would have nothing in it`,
    };
  };
  return { warning, each: emptied.map((one) => say(said(one), locale)) };
}

/** Which functions somebody takes along into another department, and what that would open. */
function movedFunctionsLines({ movedFunctions: moved }: Doubts, locale: Locale): Lines {
  const warning: Text = {
    zh: `因人员调动，另一个部门将承担 ${moved.length} 项部门职能。职能属于部门，不属于个人，部门的全体人员按它享有权限。「部门职能」请写在原部门任一人的行上，并从下列人员的行上删去：`,
    en: `Functions that another department would have because somebody has gone there: ${moved.length}. A function is the department’s, not the person’s, and everybody in the department has the rights that go with it. Please put it into the row of anybody in the former department, and take it out of the rows of those named here:`,
  };
  const kept: Text = { zh: '（原部门仍承担）', en: ' (the former department keeps it)' };
  const each = moved.map(({ part, from, to, isKept, rows }) => {
    const people = rows.map(({ id, name }) => `${id} ${name}`).join(locale === 'en' ? ', ' : '、');
    return `${say(FUNCTION[part], locale)}  ${from} → ${to}${isKept ? say(kept, locale) : ''}  ${people}`;
  });
  return { warning, each };
}

/** What is named before anything is asked, and how it is asked for. */
const asked: Readonly<
  Record<Doubt, { readonly option: string; lines?(found: Doubts, locale: Locale): Lines; unless(found: Found): Text }>
> = {
  renumbered: {
    option: '--confirm-renumbered',
    lines: renumberedLines,
    unless: () => ({
      zh: '未做任何改动。如确系不同的人，或确要另编工号',
      en: 'Nothing was changed. If they are other people, or really have new ids',
    }),
  },
  'many-leave': {
    option: '--confirm-leaving',
    unless: ({ leaving, activeBefore }) => ({
      zh: `按这个文件，现有 ${activeBefore} 人中将有 ${leaving} 人停用，未做任何改动。如确认无误`,
      en: `By this file ${leaving} of ${activeBefore} members would be deactivated; nothing was changed. If that is right`,
    }),
  },
  'other-people': {
    option: '--confirm-same',
    lines: otherPeopleLines,
    unless: () => ({ zh: '未做任何改动。如确系同一人', en: 'Nothing was changed. If they are the same people' }),
  },
  'accounts-taken': {
    option: '--confirm-accounts',
    lines: takenLines,
    unless: () => ({ zh: '未做任何改动。如账号确应如此', en: 'Nothing was changed. If that is right' }),
  },
  'columns-emptied': {
    option: '--confirm-emptied',
    lines: emptiedLines,
    unless: () => ({ zh: '未做任何改动。如确应清空', en: 'Nothing was changed. If they are empty on purpose' }),
  },
  'functions-moved': {
    option: '--confirm-functions',
    lines: movedFunctionsLines,
    unless: () => ({ zh: '未做任何改动。如职能确应由新的部门承担', en: 'Nothing was changed. If the functions are to pass' }),
  },
};

function doubtLines(doubt: Doubt, found: Doubts, locale: Locale): string[] {
  const lines = asked[doubt].lines?.(found, locale);
  return lines && lines.each.length > 0 ? [say(lines.warning, locale), ...lines.each.map((line) => `  ${line}`)] : [];
}

export function importedLines(result: Imported, locale: Locale): string[] {
  const spoken = (text: Text) => say(text, locale);
  const notices = result.notices.map((notice) => problemLine(notice, locale));
  if (!result.ok && result.refusal === 'file-wrong') {
    const count = result.problems.length;
    return [
      ...notices,
      spoken({
        zh: `花名册有 ${count} 处需要改正，未做任何改动：`,
        en: `The roster has ${counted(count, 'mistake')}; nothing was changed:`,
      }),
      ...result.problems.map((problem) => `  ${problemLine(problem, locale)}`),
    ];
  }
  const lines = result.changes.map((change) => changeLine(change, locale));
  const counts = countsOf(result);
  if (!result.ok) {
    const { option, unless } = asked[result.refusal];
    const again: Text = {
      zh: `，请加 ${option} ${counts[result.refusal]} 再次导入。`,
      en: `, import again with ${option} ${counts[result.refusal]}.`,
    };
    return [...notices, ...lines, ...doubtLines(result.refusal, result, locale), `${spoken(unless(result))}${spoken(again)}`];
  }
  const count = (kind: Change['kind']) => result.changes.filter((change) => change.what === 'member' && change.kind === kind).length;
  const figures: Text = {
    zh: `人员共 ${result.members} 名：新增 ${count('added')}，变更 ${count('changed')}，停用 ${count('deactivated')}，恢复 ${count('reactivated')}。`,
    en: `${result.members} members: ${count('added')} added, ${count('changed')} changed, ${count('deactivated')} deactivated, ${count('reactivated')} reactivated.`,
  };
  const doubts = DOUBTS.filter((doubt) => counts[doubt] > 0);
  const options = doubts.map((doubt) => ` ${asked[doubt].option} ${counts[doubt]}`).join('');
  const outcome: Text = result.applied
    ? { zh: '已写入。', en: 'Applied.' }
    : { zh: `以上尚未写入；确认后请加 --apply${options}。`, en: `Nothing was applied yet; if this is right, add --apply${options}.` };
  return [...notices, ...lines, ...doubts.flatMap((doubt) => doubtLines(doubt, result, locale)), spoken(figures), spoken(outcome)];
}
