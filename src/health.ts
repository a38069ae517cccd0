import { Hono } from 'hono';

export type Health = { readonly connection: () => string; readonly metrics: () => Promise<string> };

/** For load balancers and Prometheus: `/healthz` (the process answers), `/readyz` (it is connected to the chat), `/metrics`. */
export function healthRoutes(health: Health): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.json({ ok: true }));
  routes.get('/readyz', (c) => {
    const connection = health.connection();
    return c.json({ ok: connection === 'connected', connection }, connection === 'connected' ? 200 : 503);
  });
  routes.get('/metrics', async (c) => c.text(await health.metrics(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }));
  return routes;
}
