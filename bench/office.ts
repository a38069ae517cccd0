const HEADINGS = '工号,姓名,职级,职务,部门,部门职能,部门领导,分管部门,角色,邮箱,账号,入职日期';
const PER_DEPARTMENT = 40;

export const makePeople = (members: number) =>
  Array.from({ length: members }, (_, index) => ({ name: `成员${index + 1}`, email: `m${index + 1}@bench.example` }));

/** A bureau of so many. The first of them leads it, keeps its schedules and announces its meetings. */
export function rosterOf(members: number): string {
  const rows = makePeople(members).map(({ name, email }, index) => {
    if (index === 0) return [1, name, '正厅级', '局长', '某局', '办公室', '某局、机关', '机关', '管理员、组织者', email, '', ''].join(',');
    const department = `某局/机关/第${Math.ceil(index / PER_DEPARTMENT)}处`;
    return [index + 1, name, '科员', '', department, '', index % PER_DEPARTMENT === 1 ? '是' : '', '', '', email, '', ''].join(',');
  });
  return `${[HEADINGS, ...rows].join('\n')}\n`;
}
