import { expect, test } from 'vitest';
import { asTyped } from '../../src/slack/as-typed.js';

test.each([
  ['R&amp;D 项目推进会', 'R&D 项目推进会'],
  ['3&lt;5 &amp;&amp; 7&gt;6', '3<5 && 7>6'],
  ['&amp;lt; 和 &quot;', '&lt; 和 &quot;'], // typed so; Slack escapes three signs
  ['线上 <https://meet.example/1?a=1&amp;b=2>', '线上 https://meet.example/1?a=1&b=2'],
  ['见 <http://bureau.example|bureau.example>', '见 bureau.example'],
  ['见 <https://bureau.example/1|通知>', '见 通知 https://bureau.example/1'],
  ['发到 <mailto:deng@bureau.example|deng@bureau.example>', '发到 deng@bureau.example'],
  ['打 <tel:+861012345678|010 12345678>', '打 010 12345678'],
  ['请 <@U603|dengxiao> 到 <#C1|全局通知>', '请 @dengxiao 到 #全局通知'],
  ['请 <@U603> 到 <#C1|>，<!here>、<!subteam^S1|@office>', '请 @U603 到 #C1，@here、@office'],
  ['&lt;https://bureau.example&gt; <b> a < b', '<https://bureau.example> <b> a < b'],
])('%s was typed as %s', (sent, typed) => {
  expect(asTyped(sent)).toBe(typed);
});
