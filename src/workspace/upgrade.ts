import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Desk } from './desk.js';
import { isOurs } from './guard.js';
import type { SocketLink } from './socket-link.js';

/** The two WebSockets: `/link` for the bot (Socket Mode), `/local/socket` for a page. */
export function acceptSockets(server: Server, desk: Desk, app: SocketLink, host: string): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
    if (url.pathname === '/link') {
      if (desk.tickets.connect(url.searchParams.get('ticket'))) sockets.handleUpgrade(request, socket, head, app.accept);
      else refuse('401 Unauthorized');
      return;
    }
    const user = desk.store.user(url.searchParams.get('user') ?? '');
    if (url.pathname !== '/local/socket' || !user) refuse('404 Not Found');
    else if (!isOurs(request.headers.host, request.headers.origin, host)) refuse('403 Forbidden');
    else sockets.handleUpgrade(request, socket, head, (client) => desk.pages.accept(client, user.id));
  });
}
