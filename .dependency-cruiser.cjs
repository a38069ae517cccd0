// Every rule has a name that says what is forbidden and a comment that says what to do instead.
const FEATURES = 'reflection|meeting|leave|rectification|participation';
const STORE = '[-/]store\\.ts$';
const SERVICE = '[-/]service\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two modules that need each other are one module, or need a hook passed in by wire.ts.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'rules.ts decides on plain data: no I/O, no clock, no SQL, no chat. Pass what it needs as an argument.',
      from: { path: '[-/]rules\\.ts$' },
      to: {
        path: [STORE, SERVICE, '^src/(db|delivery|chat|slack|workspace|schedule/(tick|clock))', '^(node:)?fs', 'node_modules/(?!zod/)'],
      },
    },
    {
      name: 'sql-lives-in-stores',
      severity: 'error',
      comment: "Put the query into this room's store.ts. Only ground.ts opens the database.",
      from: { path: '^src/', pathNot: ['^src/db/', '^src/delivery/', '^src/workspace/', '^src/ground\\.ts$', '^src/sqlite\\.ts$', STORE] },
      to: { path: ['node_modules/(kysely|better-sqlite3|pg)/', '^src/sqlite\\.ts$', '^src/db/open\\.ts$'] },
    },
    {
      name: 'a-store-belongs-to-its-room',
      severity: 'error',
      comment: "Ask the other room's service, not its tables.",
      from: { path: '^src/([^/]+)/' },
      to: { path: STORE, pathNot: '^src/$1/' },
    },
    {
      name: 'only-slack-knows-slack',
      severity: 'error',
      comment: 'Speak Card, Form and Chat (src/chat) instead.',
      from: { path: '^src/', pathNot: ['^src/slack/', '^src/block-kit/', '^src/workspace/'] },
      to: { path: 'node_modules/@slack/' },
    },
    {
      name: 'features-do-not-know-the-adapter',
      severity: 'error',
      comment: 'A feature is told which chat it talks to by wire.ts.',
      from: { path: `^src/(${FEATURES}|org|calendar|delivery|schedule|chat)/` },
      to: { path: '^src/(slack|workspace|block-kit)/' },
    },
    {
      name: 'adapters-know-only-the-port',
      severity: 'error',
      comment:
        "An adapter imports the port (src/chat), Slack's limits (src/block-kit), the log, what time is (schedule/clock.ts), and nothing else of ours.",
      from: { path: '^src/(slack|workspace)/' },
      to: {
        path: '^src/',
        pathNot: ['^src/$1/', '^src/chat/', '^src/block-kit/', '^src/log\\.ts$', '^src/sqlite\\.ts$', '^src/schedule/clock\\.ts$'],
      },
    },
    {
      name: 'the-page-knows-only-its-protocol',
      severity: 'error',
      comment: 'The page runs in a browser: it shares protocol.ts with the server and nothing else.',
      from: { path: '^src/workspace/page/' },
      to: { path: '^src/', pathNot: ['^src/workspace/page/', '^src/workspace/protocol\\.ts$'] },
    },
    {
      name: 'ground-floor-knows-no-feature',
      severity: 'error',
      comment: 'org, calendar, delivery, schedule, chat and db stand under the features. Pass a function in from wire.ts.',
      from: { path: '^src/(org|calendar|delivery|schedule|chat|db|block-kit)/' },
      to: { path: `^src/(${FEATURES}|cli)/` },
    },
    {
      name: 'feature-order-meeting',
      severity: 'error',
      comment:
        'Order: meeting < leave < reflection < rectification < participation. What an earlier room must tell a later one, it tells through a hook.',
      from: { path: '^src/meeting/' },
      to: { path: '^src/(leave|reflection|rectification|participation)/' },
    },
    {
      name: 'feature-order-leave',
      severity: 'error',
      comment: 'leave < reflection < rectification < participation.',
      from: { path: '^src/leave/' },
      to: { path: '^src/(reflection|rectification|participation)/' },
    },
    {
      name: 'feature-order-reflection',
      severity: 'error',
      comment: 'reflection < rectification < participation.',
      from: { path: '^src/reflection/' },
      to: { path: '^src/(rectification|participation)/' },
    },
    {
      name: 'cards-only-show',
      severity: 'error',
      comment: 'cards.ts gets domain values as arguments.',
      from: { path: '[-/]cards\\.ts$' },
      to: { path: [STORE, SERVICE, '^src/(db|delivery)/'] },
    },
    {
      name: 'one-calendar',
      severity: 'error',
      comment: 'Date arithmetic lives in src/calendar, where the time zone is an argument.',
      from: { path: '^src/', pathNot: '^src/(calendar|workspace)/' },
      to: { path: 'node_modules/(date-fns|@date-fns)/' },
    },
    { name: 'nobody-imports-main', severity: 'error', comment: 'Import wire.ts.', from: {}, to: { path: '^src/main\\.ts$' } },
    {
      name: 'production-does-not-know-tests',
      severity: 'error',
      comment: 'Move what both need into src.',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nobody uses this file: delete it.',
      from: { orphan: true, path: '^src/', pathNot: ['^src/main\\.ts$', '\\.d\\.ts$'] },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
