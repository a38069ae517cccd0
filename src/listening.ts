import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { codeOf, StartError } from './db/start-error.js';
import { portText } from './start-text.js';

/** Our own routes where no other server carries them. Resolves when it listens; rejects where the port is not to be had. */
export function serveRoutes(routes: Hono, port: number, host: string): Promise<Server> {
  const handle = getRequestListener(routes.fetch);
  const server = createServer((request, response) => void handle(request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Where the server answers; a port of 0 has become one that was free. */
export function urlOf(host: string, port: number, server?: Server): string {
  const listening = server?.address();
  return `http://${placeOf(host, typeof listening === 'object' && listening ? listening.port : port)}`;
}

const placeOf = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** What `listen` fails with; looking up the name of the host comes first, and knows no port. */
type Failure = Error & {
  readonly syscall: 'listen' | 'getaddrinfo';
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
};

/** Why a server of ours, whichever it is, could not listen, in words; any other failure as it is. */
export function portInWords(error: unknown): unknown {
  if (!isFailure(error)) return error;
  const { address, hostname = '', port } = error;
  const host = address ?? hostname;
  const place = port === undefined ? host : placeOf(host, port);
  return new StartError(portText[whyOf(codeOf(error))](place), { cause: error });
}

const isFailure = (error: unknown): error is Failure =>
  error instanceof Error && 'syscall' in error && (error.syscall === 'listen' || error.syscall === 'getaddrinfo');

function whyOf(code: string): keyof typeof portText {
  if (code === 'EADDRINUSE') return 'taken';
  return code === 'EACCES' ? 'forbidden' : 'elsewhere';
}
