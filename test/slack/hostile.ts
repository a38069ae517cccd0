/** Names and words that mean something in mrkdwn, HTML, regular expressions, JSON or to the eye, and have to be shown as they are. */
export const hostile = [
  '*李*',
  '_李_ ~王~ `赵`',
  '<!channel>',
  '<!here|在场>',
  '<@U012345>',
  '<https://evil.example|点这里>',
  'https://evil.example',
  '&lt;',
  '&amp;lt;b&gt;',
  '> 引用',
  ':smile:',
  '"\\u0000\'; --',
  '李\u202e四',
  '李\u200b四',
  '👨‍👩‍👧‍👦𠮷',
  '*'.repeat(60),
];
