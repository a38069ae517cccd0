import type { PageEvent } from '../../protocol.js';

/** Waits before the n-th attempt (from 0): short at first, never longer than ten seconds, spread so that many pages don't come at once. */
export function backOffMs(attempt: number, spread: number): number {
  return Math.min(10_000, 400 * 2 ** Math.min(attempt, 10)) * (0.75 + spread / 2);
}

export type SocketHandlers = {
  onOpen(): void;
  onEvent(event: PageEvent): void;
  onLost(): void;
};

/** Keeps one WebSocket open until `close`: after a drop it tries again, at once when the network or the tab comes back. */
export function keepSocket(user: string, handlers: SocketHandlers): { close(): void } {
  let socket: WebSocket | undefined;
  let attempt = 0;
  let timer: number | undefined;
  let closed = false;

  function connect() {
    timer = undefined;
    const current = new WebSocket(
      `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/local/socket?user=${encodeURIComponent(user)}`,
    );
    socket = current;
    current.onopen = () => {
      attempt = 0;
      if (!closed) handlers.onOpen();
    };
    current.onmessage = (message) => {
      if (!closed && typeof message.data === 'string') handlers.onEvent(JSON.parse(message.data));
    };
    current.onclose = () => {
      if (closed) return;
      handlers.onLost();
      timer = window.setTimeout(connect, backOffMs(attempt++, Math.random()));
    };
  }

  function connectNow() {
    if (closed || timer === undefined || document.visibilityState === 'hidden') return;
    window.clearTimeout(timer);
    connect();
  }

  window.addEventListener('online', connectNow);
  document.addEventListener('visibilitychange', connectNow);
  connect();

  return {
    close() {
      closed = true;
      window.clearTimeout(timer);
      window.removeEventListener('online', connectNow);
      document.removeEventListener('visibilitychange', connectNow);
      socket?.close();
    },
  };
}
