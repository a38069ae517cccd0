import { Hono } from 'hono';
import type { Desk } from './desk.js';
import { type Bindings, meetFault } from './meet-fault.js';

/** Second step of an upload: the content, raw or as a form (docs.slack.dev: files.getUploadURLExternal, "Usage info"). */
export function uploadRoute(desk: Desk): Hono<Bindings> {
  return new Hono<Bindings>().post('/upload/:id', (c) =>
    meetFault(desk, 'upload', c, async () => {
      const form = c.req.header('content-type')?.includes('multipart/form-data') ? await c.req.parseBody() : undefined;
      const sent = Object.values(form ?? {}).find((value) => value instanceof File);
      const content = new Uint8Array(sent instanceof File ? await sent.arrayBuffer() : await c.req.arrayBuffer());
      const taken = desk.store.fillFile(c.req.param('id'), content);
      return taken ? c.text(`OK - ${content.length}`) : c.text('no such upload, or another length than announced', 400);
    }),
  );
}
