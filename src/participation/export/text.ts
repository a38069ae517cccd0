import type { Text } from '../../chat/text.js';

export const text = {
  workbook: { zh: '下载 Excel', en: 'Excel file' },
  csv: { zh: '下载 CSV', en: 'CSV file' },
  picture: { zh: '趋势图', en: 'Picture of the trend' },
  sent: {
    zh: '正在生成文件，完成后发到你与四问的会话中。',
    en: 'The file is being made and will come to your conversation with siwen.',
  },
  department: { zh: '部门', en: 'Department' },
  name: { zh: '姓名', en: 'Name' },
  unanswered: { zh: '未答次数', en: 'Unanswered' },
  absent: { zh: '缺席次数', en: 'Absent' },
  total: { zh: '合计', en: 'Total' },
  trend: { zh: '趋势', en: 'Trend' },
  from: { zh: '起', en: 'From' },
  to: { zh: '止', en: 'To' },
  names: { zh: '未作答、缺席人员', en: 'Who is missing' },
} as const satisfies Record<string, Text>;
