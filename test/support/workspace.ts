import { onTestFinished } from 'vitest';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../src/workspace/server.js';
import type { JsonObject } from './elements.js';
import { type Person, personAt } from './person.js';
import { connectApp, type SocketApp } from './socket-app.js';

export const people: WorkspaceOptions['people'] = [
  { name: '苏明礼', email: 'su@example.cn', title: '局领导 · 正厅级' },
  { name: '邓禾', email: 'deng@example.cn', title: '办公室 · 科员' },
  { name: 'Ellen Lind', email: 'lind@example.cn', title: '人事教育处 · 副处级', locale: 'en-US', zone: 'Europe/London' },
  { name: '离任', email: 'gone@example.cn', active: false },
];

export type TestWorkspace = Omit<Workspace, 'close'> & {
  /** A Web API call as the SDK makes it: a form, with structures as JSON. Gives Slack's answer, whatever it is. */
  call(method: string, args?: Readonly<Record<string, unknown>>, token?: string): Promise<JsonObject>;
  /** The page, as this person has it open. */
  person(name: string): Promise<Person>;
  /** The user id behind a name. */
  idOf(name: string): Promise<string>;
  /** An app on Socket Mode that acknowledges everything, until it is told otherwise. */
  app(): Promise<SocketApp>;
  close(): Promise<void>;
};

/** A workspace of four people and a channel: in memory, unless `file` is given. Closed at the end of the test. */
export async function testWorkspace(options: Partial<WorkspaceOptions> = {}): Promise<TestWorkspace> {
  const workspace = await startWorkspace({
    port: 0,
    team: '测试局',
    bot: '四问',
    people,
    channels: [{ name: '全局通知', topic: '面向全局的通知' }],
    commands: [{ command: '/siwen', usage: '[帮助]', description: '使用四问' }],
    shortcuts: [{ callback_id: 'reflection.open', name: '四问' }],
    ...options,
  });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= workspace.close());
  onTestFinished(close);

  const call = async (method: string, args: Readonly<Record<string, unknown>> = {}, token = workspace.botToken) => {
    const form = Object.entries(args).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const],
    );
    const response = await fetch(workspace.apiUrl + method, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(Object.fromEntries(form)),
    });
    const answer: JsonObject = JSON.parse(await response.text());
    return answer;
  };
  return {
    ...workspace,
    close,
    call,
    async person(name) {
      const person = await personAt(workspace, name);
      onTestFinished(person.close);
      return person;
    },
    async idOf(name) {
      const { members } = await call('users.list');
      const found = (Array.isArray(members) ? members : []).find((user) => JSON.stringify(user).includes(`"real_name":"${name}"`));
      return String(Object(found).id);
    },
    async app() {
      const { url } = await call('apps.connections.open', {}, workspace.appToken);
      const app = await connectApp(String(url));
      onTestFinished(app.close);
      return app;
    },
  };
}
