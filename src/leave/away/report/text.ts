import { counted, type Text } from '../../../chat/text.js';

export const text = {
  help: { zh: '查看请假天数，如：请假统计 上月', en: 'days of leave, e.g. leave-report last month' },
  title: { zh: '请假统计', en: 'Days of leave' },
  department: { zh: '部门', en: 'Department' },
  name: { zh: '人员', en: 'Person' },
  rank: { zh: '职级', en: 'Rank' },
  people: { zh: '人数', en: 'People' },
  sum: { zh: '合计（天）', en: 'Days in all' },
  total: { zh: '合计', en: 'Total' },
  none: { zh: '这段时间没有请假。', en: 'Nobody was on leave.' },
  file: { zh: '导出表格', en: 'Export' },
  sent: { zh: '表格随后会发到你与四问的会话里。', en: 'The workbook will arrive in your conversation with siwen.' },
  note: {
    zh: '按工作日计天，半天计 0.5；只含已批准的请假。选择一个部门可看到人员。每次查看都有记录。',
    en: 'Working days; half a day is 0.5. Approved leave only. Choose a department to see its people. Each look is recorded.',
  },
} as const satisfies Record<string, Text>;

export const sentences = {
  summary: (days: string, people: number): Text => ({
    zh: `${people} 人，共 ${days} 天`,
    en: `${counted(people, 'person', 'people')}, ${days} ${days === '1' ? 'day' : 'days'}`,
  }),
  moreDepartments: (n: number): Text => ({
    zh: `另有 ${n} 个部门未列出，请导出表格查看。`,
    en: `${n} more departments are not listed; they are in the export.`,
  }),
  morePeople: (n: number): Text => ({
    zh: `另有 ${n} 人未列出，请导出表格查看。`,
    en: `${n} more people are not listed; they are in the export.`,
  }),
} as const;
