import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { copyInWorker } from './backup/in-worker.js';
import { backupJob } from './backup/job.js';
import { markPutByHand } from './backup/restored-store.js';
import { calendarNotice, missingYear, uncoveredYears } from './calendar-notice.js';
import { say } from './chat/text.js';
import { type Config, ConfigError, readConfig, readEnvironment } from './config.js';
import { DataFileError } from './data-file.js';
import { inWords, KEY_STORE } from './db/file.js';
import { goneIn } from './db/gone.js';
import { takeLock } from './db/lock.js';
import { StartError } from './db/start-error.js';
import { storeMessage } from './delivery/inbox.js';
import { localPace, slackPace, timesFaster } from './delivery/pacing.js';
import { restoredJob } from './delivery/restored.js';
import { firstStart, keepToChat } from './first-start.js';
import { openGround } from './ground.js';
import { healthRoutes } from './health.js';
import { portInWords, serveRoutes, urlOf } from './listening.js';
import { localPeople, startLocal } from './local.js';
import { createLog } from './log.js';
import { checkInRoutes } from './meeting/attendance/screen-routes.js';
import { calendarFeedRoutes } from './meeting/notice/icalendar/feed-routes.js';
import { createMetrics } from './metrics.js';
import { metricsSources } from './metrics-sources.js';
import { outliveReaders } from './outlive-readers.js';
import { sendFirstRound } from './reflection/service.js';
import { retentionJob } from './retention/job.js';
import { retentionNoticeJob } from './retention/notice.js';
import { systemClock, systemTimer } from './schedule/clock.js';
import { type ClockControl, createClockControl } from './schedule/clock-control.js';
import { startTick } from './schedule/tick.js';
import { createTurns } from './schedule/turns.js';
import { createSlack, type SlackOptions } from './slack/app.js';
import { inSources } from './source-places.js';
import { startText } from './start-text.js';
import { startUpkeep } from './upkeep.js';
import { wireDispatch, wireJobs, wireRooms } from './wire.js';
import { wireDelivery } from './wire-delivery.js';

/** Our own server's history is immediate: after a lost reply it is believed sooner than a chat's (reliability.md, fact 6). */
const LOCAL_QUIET_MS = 2_000;
/** A service manager that waits longer than this for us waits for a chat that does not answer. Whatever is cut off is as after a crash. */
const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  const config = readConfig(readEnvironment('.env', process.env));
  const out = (text: string) => void process.stdout.write(`${text}\n`);
  const log = createLog({
    level: config.logLevel,
    zone: config.zone,
    plain: process.stderr.isTTY,
    write: (line) => void process.stderr.write(line),
  });
  const lock = takeLock(join(config.dataDir, 'lock.db'), systemClock.now(), config.zone);
  const { ground, database, sealer, keyCopies, officeClock, notice } = await openGround(config, systemClock, 'bot');
  const { transact, clock } = ground;
  if (notice) out(say(notice, config.locale));
  await keepToChat(config, ground);
  await markPutByHand(ground, goneIn(join(config.dataDir, KEY_STORE)) ?? new Map());
  const rooms = wireRooms(ground);
  for (const text of await firstStart(config, ground, rooms)) out(say(text, config.locale));

  let control: ClockControl | undefined;
  let connection = (): string => 'connecting';
  const metrics = createMetrics({ ...metricsSources(ground), connected: () => connection() === 'connected' });
  const { dispatch, renderHome } = wireDispatch(ground, log, metrics);
  const turns = createTurns();
  const backups = { ...ground, policy: ground.policy.backup, machine: systemClock, dataDir: config.dataDir, keyCopies };
  const jobs = [
    ...wireJobs(ground),
    calendarNotice(ground),
    retentionJob({ ...ground, policy: ground.policy.retention, reflection: rooms.reflection, log }),
    retentionNoticeJob(rooms.reflection),
    backupJob({ ...backups, copy: copyInWorker, log }),
    // The last, so that the others have written what is overdue.
    restoredJob(ground),
  ];
  const routes = healthRoutes({ connection: () => connection(), metrics: () => metrics.text() });
  routes.route('/', calendarFeedRoutes(rooms.meeting, log));
  routes.route('/', checkInRoutes(rooms.meeting, log));

  const other = config.chat.kind === 'slack-socket' ? await serveRoutes(routes, config.port, config.host) : undefined;
  const local = config.chat.kind === 'local' ? await startLocal({ config, transact, clock, control: () => control, routes }) : undefined;
  const slack = createSlack({
    ...transport(config, local, routes.fetch),
    dispatch,
    async storeMessage(event) {
      await storeMessage({ transact, clock, sealer }, event);
      inbox.wake();
    },
    onUsersChanged: () => upkeep.accountsChanged(),
    onHomeNotDrawn: (userId, retryAfterMs) => dispatcher.drawHomeAgain(userId, retryAfterMs),
    acknowledged: metrics.acknowledged,
    onLimited: metrics.limited,
    clock: systemClock,
    timer: systemTimer,
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
    pace: local ? localPace : timesFaster(slackPace, config.pace),
    quietMs: local ? LOCAL_QUIET_MS : config.quietMs,
    log,
    metrics,
  });
  const upkeep = startUpkeep({
    ground,
    chat: slack.chat,
    local: local !== undefined,
    checkpoint: () => database.checkpoint(),
    followKeys: keyCopies.follow,
    timer: systemTimer,
    log,
    beforeAccounts: async () => local?.ensurePeople(await localPeople(transact, config)),
    async afterAccounts(matched) {
      // Once it is known who reads which language.
      if (local) await sendFirstRound(rooms.reflection, 'four-questions');
      if (matched > 0) dispatcher.wake();
    },
  });
  // In HTTP mode it listens only now. Whatever may refuse the start has done so before anything is sent.
  await slack.start();
  dispatcher.start();
  inbox.start();
  if (local) control = createClockControl({ transact, clock: officeClock, jobs, turns, settle: () => dispatcher.idle(), log });
  const tick = startTick({ jobs, clock, turns, log, onTick: metrics.ticked });
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.warn({}, 'stopping took too long; what was being sent is looked for at the next start');
      process.exit(0);
    }, STOP_WITHIN_MS).unref();
    await Promise.all([dispatcher.stop(), control?.stop(), inbox.stop()]);
    await tick.stop();
    await upkeep.stop();
    await slack.stop();
    other?.close();
    await local?.close();
    await database.close();
    lock.release();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));

  // Whoever reads that it has started may stop it at once.
  out(say(local ? startText.local(local.url) : startText.slack(`${urlOf(config.host, config.port, other)}/healthz`), config.locale));
  for (const year of uncoveredYears(ground)) out(say(missingYear(year), config.locale));
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

outliveReaders();
main().catch((thrown: unknown) => {
  const error = portInWords(inWords(thrown));
  const words =
    error instanceof StartError
      ? `${error.text.zh}\n${error.text.en}`
      : error instanceof ConfigError || error instanceof DataFileError
        ? error.message
        : undefined;
  process.stderr.write(`${words ?? (error instanceof Error ? inSources(error.stack ?? error.message) : String(error))}\n`);
  process.exit(1);
});
