import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Snapshot } from '../../src/workspace/protocol.js';

export const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

export type Visit = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The open conversation, without what is only read out. */
  readonly messages: Locator;
  /** Addresses outside of the workspace that the page asked for. */
  readonly foreign: readonly string[];
  /** Errors the page threw or wrote to the console. */
  readonly mishaps: readonly string[];
};

type Options = {
  /** Whom to be; without it the page itself decides. */
  readonly as?: string;
  readonly size?: keyof typeof sizes;
  readonly scheme?: 'light' | 'dark';
  readonly still?: boolean;
};

/** Somebody with a browser of their own opens the page. */
export async function visit(
  browser: Browser,
  url: string,
  { as, size = 'desktop', scheme = 'light', still = true }: Options = {},
): Promise<Visit> {
  const touch = size === 'phone' ? { isMobile: true, hasTouch: true } : {};
  const reducedMotion = still ? 'reduce' : 'no-preference';
  const context = await browser.newContext({ viewport: sizes[size], colorScheme: scheme, reducedMotion, acceptDownloads: true, ...touch });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const foreign: string[] = [];
  const mishaps: string[] = [];
  const ours = new URL(url).host;
  const look = (address: string) => {
    if (new URL(address).host !== ours) foreign.push(address);
  };
  context.on('request', (request) => look(request.url()));
  page.on('websocket', (socket) => look(socket.url()));
  page.on('pageerror', (error) => mishaps.push(String(error)));
  page.on('console', (message) => {
    // That the connection was refused while the server was away is no mistake of the page.
    if (message.type() === 'error' && !message.text().includes('ERR_CONNECTION_REFUSED')) mishaps.push(message.text());
  });
  await page.goto(as === undefined ? url : `${url}/?user=${await idOf(url, as)}`);
  const messages = page.getByRole('region', { name: /^(消息|Messages)$/ });
  return { page, context, messages, foreign, mishaps };
}

export async function snapshotAs(url: string, user?: string): Promise<Snapshot> {
  const query = user === undefined ? '' : `?user=${user}`;
  const answer: { snapshot: Snapshot } = JSON.parse(await (await fetch(`${url}/local/snapshot${query}`)).text());
  return answer.snapshot;
}

async function idOf(url: string, name: string): Promise<string> {
  const person = (await snapshotAs(url)).people.find((one) => one.name === name && !one.bot);
  if (!person) throw new Error(`nobody here is called ${name}`);
  return person.id;
}
