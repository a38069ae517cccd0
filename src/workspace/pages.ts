import type { WebSocket } from 'ws';
import type { PageEvent } from './protocol.js';

/** The open pages, each looking on as one person. */
export type Pages = {
  accept(socket: WebSocket, userId: string): void;
  send(userId: string, event: PageEvent): void;
  /** To every open page, with what that person is to see. */
  sendAll(eventFor: (userId: string) => PageEvent | undefined): void;
  close(): void;
};

export function createPages(): Pages {
  const open = new Map<WebSocket, string>();
  const write = (socket: WebSocket, event: PageEvent) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
  };
  return {
    accept(socket, userId) {
      open.set(socket, userId);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => socket.terminate());
    },
    send(userId, event) {
      for (const [socket, viewer] of open) if (viewer === userId) write(socket, event);
    },
    sendAll(eventFor) {
      for (const [socket, viewer] of open) {
        const event = eventFor(viewer);
        if (event) write(socket, event);
      }
    },
    close() {
      for (const socket of open.keys()) socket.terminate();
    },
  };
}
