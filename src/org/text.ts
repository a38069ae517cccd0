import type { Text } from '../chat/text.js';

export const strangerText = {
  greeting: {
    zh: '您还不在本单位的花名册上，四问暂时不能为您服务。如果您是本单位人员，请联系管理员登记您的账号或邮箱。',
    en: 'You are not on the roster of this office yet, so siwen cannot serve you. If you work here, please ask the administrator to enter your account or e-mail.',
  },
  hint: { zh: '有一位不在花名册上的用户使用了四问。', en: 'Somebody who is not on the roster has used siwen.' },
  remedy: {
    zh: '若是本单位人员，请在花名册中填上对方的账号或邮箱后重新导入；若不是，无须处理。',
    en: 'If they work here, enter their account or e-mail in the roster and import it again; if not, there is nothing to do.',
  },
  name: { zh: '显示名称', en: 'Display name' },
  account: { zh: '账号', en: 'Account' },
  email: { zh: '邮箱', en: 'E-mail' },
} as const satisfies Record<string, Text>;
