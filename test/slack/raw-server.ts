import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

export type RawServer = {
  readonly apiUrl: string;
  readonly port: number;
  readonly botToken: string;
  readonly appToken: string;
  requests(): number;
  close(): Promise<void>;
};

/** A server that answers each request exactly as the test says, JSON or not. */
export async function rawServer(answer: (response: ServerResponse, request: IncomingMessage) => void): Promise<RawServer> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume().once('end', () => answer(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  const address = server.address();
  const listening = typeof address === 'object' && address ? address.port : 0;
  return { apiUrl: `http://127.0.0.1:${listening}/api/`, port: listening, botToken: 'b', appToken: 'a', requests: () => requests, close };
}
