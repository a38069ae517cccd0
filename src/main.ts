import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRequestListener, serve } from '@hono/node-server';
import { yearOf } from './calendar/plain-date.js';
import { dateWordsWithYear, timeWords } from './calendar/words.js';
import { dateOf } from './calendar/zone.js';
import { say } from './chat/text.js';
import { type Config, ConfigError, readConfig, readEnvironment } from './config.js';
import { DataFileError } from './data-file.js';
import { takeLock } from './db/lock.js';
import { StartError } from './db/start-error.js';
import { storeMessage } from './delivery/inbox.js';
import { outboxDepth } from './delivery/outbox.js';
import { localPace, slackPace } from './delivery/pacing.js';
import { officeFile, openGround } from './ground.js';
import { healthRoutes } from './health.js';
import { localPeople, startLocal } from './local.js';
import { createLog } from './log.js';
import { createMetrics } from './metrics.js';
import { allMembers, importRoster, syncAccounts } from './org/service.js';
import { seedSchedules, sendFirstRound } from './reflection/service.js';
import { systemClock, systemTimer } from './schedule/clock.js';
import { type ClockControl, createClockControl } from './schedule/clock-control.js';
import { startTick } from './schedule/tick.js';
import { createTurns } from './schedule/turns.js';
import { createSlack, type SlackOptions } from './slack/app.js';
import { startText } from './start-text.js';
import { type Rooms, wireDelivery, wireDispatch, wireJobs, wireRooms } from './wire.js';

/** How often accounts are looked at anew; team_join and user_change bring it forward. */
const ACCOUNTS_EVERY_MS = 10 * 60_000;
/** After a lost reply, how long until the history is believed (reliability.md, fact 6). Our own server's history is immediate. */
const QUIET_MS = { slack: 60_000, local: 2_000 };

async function main(): Promise<void> {
  const config = readConfig(readEnvironment('.env', process.env));
  const out = (text: string) => void process.stdout.write(`${text}\n`);
  const log = createLog({
    level: config.logLevel,
    zone: config.zone,
    plain: process.stderr.isTTY,
    write: (line) => void process.stderr.write(line),
  });
  const lock = takeLock(join(config.dataDir, 'lock.db'), startedAt(config));
  const { ground, database, sealer, officeClock, notice } = await openGround(config, systemClock);
  const { transact, clock } = ground;
  if (notice) out(say(notice, config.locale));
  const rooms = wireRooms(ground);
  await firstStart(config, ground, rooms);

  const { dispatch, renderHome } = wireDispatch(ground, log);
  const metrics = createMetrics({ outboxDepth: () => transact(outboxDepth) });
  const turns = createTurns();
  const jobs = wireJobs(ground);
  let control: ClockControl | undefined;
  let connection = (): string => 'connecting';
  const routes = healthRoutes({ connection: () => connection(), metrics: () => metrics.text() });

  const local = config.chat.kind === 'local' ? await startLocal({ config, transact, clock, control: () => control, routes }) : undefined;
  let accountsDueAt = 0;
  const slack = createSlack({
    ...transport(config, local, routes.fetch),
    dispatch,
    async storeMessage(event) {
      await storeMessage({ transact, clock, sealer }, event);
      inbox.wake();
    },
    onUsersChanged: () => {
      accountsDueAt = 0;
    },
    log,
  });
  connection = slack.connection;
  const { dispatcher, inbox } = wireDelivery(ground, {
    chat: slack.chat,
    dispatch,
    renderHome,
    sealer,
    timer: systemTimer,
    // The local workspace stamps messages with office time.
    chatClock: local ? clock : systemClock,
    pace: local ? localPace : slackPace,
    quietMs: local ? QUIET_MS.local : QUIET_MS.slack,
    log,
  });
  const syncing = new AbortController();
  const accounts = keepAccounts();
  await slack.start();
  dispatcher.start();
  inbox.start();
  if (local)
    control = createClockControl({
      transact,
      clock: officeClock,
      jobs,
      turns,
      settle: () => dispatcher.idle(),
      log: { error: (fields, sentence) => log.error({ job: fields.job, error: fields.err }, sentence) },
    });
  const tick = startTick({
    jobs,
    clock,
    turns,
    log: { error: (fields, sentence) => log.error({ job: fields.job, error: fields.err }, sentence) },
  });
  const other = config.chat.kind === 'slack-socket' ? serve({ fetch: routes.fetch, port: config.port, hostname: config.host }) : undefined;
  out(say(local ? startText.local(local.url) : startText.slack(`http://${config.host}:${config.port}/healthz`), config.locale));
  for (const year of uncoveredYears()) out(say(startText.uncovered(year), config.locale));

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    syncing.abort();
    await Promise.all([dispatcher.stop(), control?.stop(), inbox.stop()]);
    await tick.stop();
    await slack.stop();
    await accounts;
    other?.close();
    await local?.close();
    await database.close();
    lock.release();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));

  /** The chat's accounts, now and then, and in the local workspace the roster's people before. A chat that is away is asked again soon. */
  async function keepAccounts(): Promise<void> {
    for (; !syncing.signal.aborted; await systemTimer.wait(1_000, syncing.signal)) {
      local?.ensurePeople(await localPeople(transact, config));
      if (systemTimer.elapsed() < accountsDueAt) continue;
      accountsDueAt = systemTimer.elapsed() + ACCOUNTS_EVERY_MS;
      try {
        const { matched } = await syncAccounts({ transact, clock }, await slack.chat.users());
        if (matched > 0) dispatcher.wake();
      } catch (error) {
        accountsDueAt = systemTimer.elapsed() + 5_000;
        log.warn({ error }, 'the accounts of the chat could not be read; trying again');
      }
    }
  }

  function uncoveredYears(): number[] {
    const year = yearOf(dateOf(clock.now(), config.zone));
    return [year, year + 1].filter((one) => !ground.calendar.covers(one));
  }
}

/** For whoever tries to start a second one. */
function startedAt({ zone, locale }: Config): string {
  const now = systemClock.now();
  return `${dateWordsWithYear(dateOf(now, zone), locale)} ${timeWords(now, zone, locale)}`;
}

/** The demo bureau, where there is nobody yet; a real Slack starts with an empty roster. Schedules come from data/policy.yaml once. */
async function firstStart(config: Config, ground: Awaited<ReturnType<typeof openGround>>['ground'], rooms: Rooms): Promise<void> {
  const { transact, clock } = ground;
  const isDemo = config.chat.kind === 'local' || config.chat.apiUrl !== undefined;
  if (isDemo && (await transact(allMembers)).length === 0) {
    const content = readFileSync(officeFile(config, 'roster.csv'));
    await importRoster({ transact, clock, ranks: ground.policy.org.ranks }, { actor: { operator: 'siwen' }, content, apply: true });
  }
  await seedSchedules(rooms.reflection, ground.policy.reflection);
  if (isDemo) await sendFirstRound(rooms.reflection, 'four-questions');
}

type Transport = Pick<SlackOptions, 'botToken' | 'transport' | 'apiUrl'>;

function transport(
  config: Config,
  local: Awaited<ReturnType<typeof startLocal>> | undefined,
  routes: Parameters<typeof getRequestListener>[0],
): Transport {
  const { chat } = config;
  if (local) return { botToken: local.botToken, transport: { appToken: local.appToken }, apiUrl: local.apiUrl };
  if (chat.kind === 'slack-socket') return { botToken: chat.botToken, transport: { appToken: chat.appToken }, apiUrl: chat.apiUrl };
  if (chat.kind === 'slack-http') {
    const listener = getRequestListener(routes);
    const otherwise: Extract<SlackOptions['transport'], { port: number }>['otherwise'] = (request, response) =>
      void listener(request, response);
    return {
      botToken: chat.botToken,
      transport: { signingSecret: chat.signingSecret, port: config.port, host: config.host, otherwise },
      apiUrl: chat.apiUrl,
    };
  }
  throw new Error('the local workspace did not start');
}

main().catch((error: unknown) => {
  const words =
    error instanceof StartError
      ? `${error.text.zh}\n${error.text.en}`
      : error instanceof ConfigError || error instanceof DataFileError
        ? error.message
        : undefined;
  process.stderr.write(`${words ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
});
