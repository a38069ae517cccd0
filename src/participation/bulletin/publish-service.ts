import type { Tx } from '../../db/transact.js';
import { supersede } from '../../delivery/fate.js';
import type { MemberId } from '../../org/member.js';
import { isOf } from '../../org/permissions.js';
import { departmentsToldApart } from '../../org/scope.js';
import { findMember, loadOrg } from '../../org/service.js';
import type { ParticipationDeps } from '../deps.js';
import type { Found, Refused, View } from './bulletin.js';
import { postKey } from './post.js';
import { note, openBulletin, whyNotDraft, whyNotPublish } from './service.js';
import { markDismissed, markPublished } from './store.js';
import { postBulletin, showAll } from './telling.js';
import { forOffice, type Key } from './view.js';

/** `version`: the one they had before them. */
type Press = Key & { readonly version: number };
type Preview = { readonly ok: true; readonly view: View; readonly channel: string; readonly signed: string };

/** What would be posted, and where. */
export async function previewBulletin(deps: ParticipationDeps, key: Key): Promise<Preview | Refused> {
  const found = await openBulletin(deps, key, 'toPublish');
  if (!found.ok) return found;
  const { view } = found;
  if (view.channel === undefined) return { ok: false, refusal: 'channel-missing', view };
  return { ok: true, view, channel: view.channel, signed: await deps.transact((tx) => departmentOf(tx, key.memberId)) };
}

/**
 * 发布: whoever is first, of what they have seen; once, however often it is pressed. 重新发布: the same, once the chat has refused what was
 * posted; never while that may be there or on its way.
 */
export function publishBulletin(deps: ParticipationDeps, press: Press): Promise<Found | Refused> {
  return settle(deps, press, whyNotPublish, async (tx, view, by) => {
    const { channel, month, published: before } = view;
    if (channel === undefined) return { ok: false, refusal: 'channel-missing', view };
    const signed = await departmentOf(tx, by);
    const at = deps.clock.now();
    if (before && !(await supersede(tx, at, postKey(month, before)))) return { ok: false, refusal: 'published-before', view };
    if (!(await markPublished(tx, view, { by, at, channel, signed }))) return { ok: false, refusal: 'edited-since', view };
    const now = await forOffice(tx, deps, press);
    if (now.ok && now.view.published) await postBulletin(tx, deps, { ...now.view, published: now.view.published });
    await note(tx, deps, view, by, before ? 'reposted' : 'published');
    return now;
  });
}

/** 不发布. */
export function dismissBulletin(deps: ParticipationDeps, press: Press): Promise<Found | Refused> {
  return settle(deps, press, whyNotDraft, async (tx, view, by) => {
    if (!(await markDismissed(tx, view, by, deps.clock.now()))) return { ok: false, refusal: 'edited-since', view };
    await note(tx, deps, view, by, 'dismissed');
    return forOffice(tx, deps, press);
  });
}

function settle(
  deps: ParticipationDeps,
  press: Press,
  whyNot: typeof whyNotDraft,
  mark: (tx: Tx, view: View, by: MemberId) => Promise<Found | Refused>,
): Promise<Found | Refused> {
  return deps.transact(async (tx) => {
    const found = await forOffice(tx, deps, press);
    if (!found.ok) return found;
    const refusal = whyNot(found.view) ?? (found.view.version === press.version ? undefined : 'edited-since');
    if (refusal) return { ok: false, refusal, view: found.view };
    const by = press.memberId as MemberId;
    const settled = await mark(tx, found.view, by);
    if (settled.ok) await showAll(tx, deps, settled.view, by);
    return settled;
  });
}

/** The department that signs: the office’s own name for itself. Its head, who may sit elsewhere, signs for it all the same. */
async function departmentOf(tx: Tx, memberId: string): Promise<string> {
  const member = await findMember(tx, memberId);
  const { departments } = await loadOrg(tx);
  const office = member && departments.find((department) => department.functions.includes('office') && isOf(member, department));
  return (office && (await departmentsToldApart(tx)).get(office.id)) ?? '';
}
