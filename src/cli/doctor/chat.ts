import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { httpDate } from '../../calendar/http-date.js';
import { Refused } from '../../chat/errors.js';
import type { Text } from '../../chat/text.js';
import type { ChatConfig } from '../../config.js';
import { packageDir } from '../../package-dir.js';
import { type AskChat, type Asked, askChat, payloadOf, type Sample, scopesOf } from '../../slack/diagnosis.js';
import { hasChart } from '../../slack/message.js';
import { secondsAhead } from './clock-skew.js';
import { bad, type Finding, good } from './finding.js';

/** Slack refuses, and siwen in HTTP mode with it, what is five minutes off; a clock that is a minute off will soon be. */
const MOST_SECONDS_OFF = 60;
/** At once; Slack takes several. */
const VALIDATIONS_AT_ONCE = 5;

const local = good('chat', {
  zh: '没有设置 Slack 令牌，使用自带的本地工作区，不需要网络',
  en: 'no Slack tokens are set: siwen brings its own local workspace and needs no network',
});

/** `shown`: what the chat is asked about; `all`: what our own rules are held against. */
export type Samples = { readonly shown: readonly Sample[]; readonly all: readonly Sample[] };

/** Whether the chat takes our tokens, gives us what we need, agrees about the time, and would take what we show. */
export async function chatFindings(chat: ChatConfig, samples: Samples, ask: Omit<AskChat, 'apiUrl'>): Promise<Finding[]> {
  if (chat.kind === 'local') return [local, officeFiles(samples)];
  const server = { ...ask, apiUrl: chat.apiUrl };
  const known = await askChat(server, 'auth.test', chat.botToken);
  if (known.kind !== 'yes') return [tokenFinding('SLACK_BOT_TOKEN', known), officeFiles(samples)];
  const { team } = known.body;
  return [
    good('bot-token', {
      zh: `机器人令牌有效${team ? `（${String(team)}）` : ''}`,
      en: `the bot’s token is valid${team ? ` (${String(team)})` : ''}`,
    }),
    scopeFinding(scopesOf(known.headers)),
    clockFinding(known),
    chat.kind === 'slack-socket'
      ? appFinding(await askChat(server, 'apps.connections.open', chat.appToken))
      : good('signing-secret', {
          zh: 'HTTP 方式：签名密钥只有收到 Slack 的请求时才能核对',
          en: 'HTTP mode: the signing secret can be checked only when Slack sends something',
        }),
    await cardsFinding(samples, (args) => askChat(server, 'blocks.validate', chat.botToken, args)),
  ];
}

function appFinding(asked: Asked): Finding {
  return asked.kind === 'yes'
    ? good('app-token', { zh: '应用令牌有效，可以连接', en: 'the app’s token is valid and a connection can be had' })
    : tokenFinding('SLACK_APP_TOKEN', asked);
}

const again = { zh: '请在 api.slack.com/apps 的应用页面重新复制', en: 'copy it anew from the app’s page at api.slack.com/apps' };
const NEXT: Readonly<Record<string, Text>> = {
  account_inactive: { zh: '应用已从工作区移除，请重新安装', en: 'the app was removed from the workspace: install it again' },
  token_revoked: { zh: '令牌已被撤销，请重新安装应用或另生成一个', en: 'the token was revoked: install the app again or generate another' },
  missing_scope: { zh: '请为应用令牌加上 connections:write', en: 'give the app-level token the scope connections:write' },
};

function tokenFinding(variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN', asked: Exclude<Asked, { kind: 'yes' }>): Finding {
  const check = variable === 'SLACK_BOT_TOKEN' ? 'bot-token' : 'app-token';
  if (asked.kind === 'no')
    return bad(
      check,
      { zh: `聊天服务不接受 ${variable}（${asked.code}）`, en: `the chat does not accept ${variable} (${asked.code})` },
      NEXT[asked.code] ?? again,
    );
  if (asked.kind === 'limited')
    return bad(
      check,
      { zh: '聊天服务限速，没有核对', en: 'the chat limits calls: not checked' },
      { zh: '请一分钟后再运行', en: 'run it again in a minute' },
    );
  return bad(
    check,
    asked.kind === 'silent'
      ? { zh: '连不上聊天服务', en: 'the chat cannot be reached' }
      : { zh: '应答的不是聊天服务（可能是代理或登录页）', en: 'what answers is not the chat (a proxy or a log-in page?)' },
    {
      zh: '请检查网络、代理和防火墙，设置了 SLACK_API_URL 的也检查它；机器人会自己不断重连',
      en: 'check network, proxy and firewall, and SLACK_API_URL if it is set; the bot goes on trying by itself',
    },
  );
}

const Manifest = z.looseObject({ oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }) });

function scopeFinding(given: readonly string[] | undefined): Finding {
  if (!given) return good('scopes', { zh: '服务器没有说明权限', en: 'the server does not say which scopes there are' });
  const wanted = Manifest.parse(parse(readFileSync(join(packageDir, 'slack-app-manifest.yaml'), 'utf8'))).oauth_config.scopes.bot;
  const missing = wanted.filter((scope) => !given.includes(scope));
  if (missing.length === 0) return good('scopes', { zh: '权限齐全', en: 'the app has every scope it needs' });
  return bad(
    'scopes',
    { zh: `缺少权限：${missing.join('、')}`, en: `scopes are missing: ${missing.join(', ')}` },
    {
      zh: '请在应用页面的 OAuth & Permissions 中添加，再重新安装应用（见 slack-app-manifest.yaml）',
      en: 'add them under OAuth & Permissions on the app’s page and install the app again (see slack-app-manifest.yaml)',
    },
  );
}

function clockFinding({ headers, askedAt, answeredAt }: Extract<Asked, { kind: 'yes' }>): Finding {
  const theirs = httpDate(headers.get('date'));
  if (theirs === undefined) return good('clock', { zh: '服务器没有说明时间', en: 'the server does not tell the time' });
  const seconds = secondsAhead(theirs, askedAt, answeredAt);
  const [off, ahead] = [Math.abs(seconds), seconds > 0];
  if (off <= MOST_SECONDS_OFF) return good('clock', { zh: '时钟与聊天服务一致', en: 'the clock agrees with the chat’s' });
  return bad(
    'clock',
    {
      zh: `本机时钟比聊天服务${ahead ? '快' : '慢'} ${off} 秒`,
      en: `this machine’s clock is ${off} seconds ${ahead ? 'ahead of' : 'behind'} the chat’s`,
    },
    { zh: '请打开自动对时（NTP）：timedatectl set-ntp true', en: 'switch time synchronization (NTP) on: timedatectl set-ntp true' },
  );
}

/** By the rules that stand in src/block-kit; what breaks them is never sent. */
function officeFiles({ shown, all }: Samples): Finding {
  const [broken] = all.flatMap((sample) => refusalOf(sample) ?? []);
  return (
    broken ??
    good('cards', { zh: `${shown.length} 种卡片和表单符合规则`, en: `${shown.length} kinds of cards and forms keep to the rules` })
  );
}

function refusalOf(sample: Sample): Finding | undefined {
  try {
    payloadOf(sample, true);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refusedFinding(sample.name, error.code);
  }
}

const refusedFinding = (name: string, where: string): Finding =>
  bad(
    'cards',
    { zh: `聊天服务不会接受 ${name}：${where}`, en: `the chat would not take ${name}: ${where}` },
    {
      zh: '自己改过 prompts/ 的，请缩短题目；否则请报告给维护者',
      en: 'shorten the prompts if you have changed prompts/; otherwise report it to the maintainers',
    },
  );

/** First by our own rules, in both languages; then by the chat's, where it offers to look (docs.slack.dev: blocks.validate). */
async function cardsFinding(all: Samples, validate: (args: object) => Promise<Asked>): Promise<Finding> {
  const own = officeFiles(all);
  const samples = all.shown;
  if (!own.ok) return own;
  let seen = 0;
  let inWords = false;
  const show = async (sample: Sample) => {
    const answer = await validate(payloadOf(sample, true));
    if (answer.kind !== 'no' || !('card' in sample && hasChart(sample.card))) return answer;
    // The adapter does the same where the chat draws no charts.
    inWords = true;
    return validate(payloadOf(sample, false));
  };
  for (let from = 0; from < samples.length; from += VALIDATIONS_AT_ONCE) {
    const some = samples.slice(from, from + VALIDATIONS_AT_ONCE);
    const asked = await Promise.all(some.map(show));
    for (const [index, answer] of asked.entries()) {
      if (answer.kind === 'yes') seen += 1;
      else if (answer.kind !== 'no') return partly(seen, samples.length);
      else if (answer.body.errors || answer.code === 'invalid_blocks') return refusedFinding(some[index]?.name ?? '', placeOf(answer));
      // Another server need not have the method.
      else return seen === 0 ? own : partly(seen, samples.length);
    }
  }
  const [zh, en] = inWords ? ['；它不画图表，改用文字', '; it draws no charts: they are put in words'] : ['', ''];
  return good('cards', {
    zh: `聊天服务接受全部 ${seen} 种卡片和表单${zh}`,
    en: `the chat takes all ${seen} kinds of cards and forms${en}`,
  });
}

const placeOf = ({ code, body }: Extract<Asked, { kind: 'no' }>): string =>
  [code, body.errors?.[0]?.pointer, body.errors?.[0]?.message].filter((part) => part !== undefined).join(' ');

const partly = (seen: number, all: number): Finding =>
  good('cards', {
    zh: `${all} 种卡片和表单符合规则；聊天服务只核对了 ${seen} 种，一分钟后可再试`,
    en: `${all} kinds of cards and forms keep to the rules; the chat looked at ${seen} of them: try again in a minute`,
  });
