import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Desk } from './desk.js';
import { isOurs } from './guard.js';
import type { SocketLink } from './socket-link.js';

/** The two WebSockets: `/link` for the bot (Socket Mode), `/local/socket` for a page. */
export function acceptSockets(server: Server, desk: Desk, app: SocketLink, host: string): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  server.on('upgrade', (request, socket, head) => {
    // Nobody else listens here: whoever hangs up before we are done would otherwise end the process.
    socket.on('error', () => socket.destroy());
    const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
    const { path, query } = addressed(request.url);
    if (path === '/link') {
      if (desk.tickets.connect(query.get('ticket'))) sockets.handleUpgrade(request, socket, head, app.accept);
      else refuse('401 Unauthorized');
      return;
    }
    const user = desk.store.user(query.get('user') ?? '');
    if (path !== '/local/socket' || !user) refuse('404 Not Found');
    else if (!isOurs(request.headers, host)) refuse('403 Forbidden');
    else sockets.handleUpgrade(request, socket, head, (client) => desk.pages.accept(client, user.id));
  });
}

/** Path and query as they were sent: `new URL` would throw at `//`, which any web site may have a browser send. */
function addressed(target = '/'): { path: string; query: URLSearchParams } {
  const [path = '', query = ''] = target.split('?', 2);
  return { path, query: new URLSearchParams(query) };
}
