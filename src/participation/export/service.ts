import { dateOf } from '../../calendar/zone.js';
import type { Upload } from '../../chat/chat.js';
import type { Locale } from '../../chat/text.js';
import { enqueue } from '../../delivery/outbox.js';
import type { MemberId } from '../../org/member.js';
import { peopleToldApart } from '../../org/options.js';
import { allMembers, findMember } from '../../org/service.js';
import type { ParticipationDeps } from '../deps.js';
import { countFigures, countMissing, countTrend } from '../figures/count-service.js';
import { rowsOf } from '../figures/rules.js';
import { look, missingOf, viewFor, type Wanted } from '../summary/service.js';
import type { SummaryRefusal } from '../summary/summary.js';
import { readView, viewValue } from '../summary/view.js';
import { summaryCsv } from './csv.js';
import { type Exported, FORMATS, type Format } from './export.js';
import { trendPicture } from './picture.js';
import { summaryWorkbook } from './workbook.js';

const MAKERS = { xlsx: summaryWorkbook, csv: summaryCsv, png: trendPicture } as const satisfies Record<Format, unknown>;

type Refused = { readonly ok: false; readonly refusal: SummaryRefusal };

/** The summary as a file, with the right checked and the look put on record. */
export async function exportSummary(
  deps: ParticipationDeps,
  wanted: Wanted,
  format: Format,
  locale: Locale,
): Promise<{ readonly ok: true; readonly file: Upload } | Refused> {
  const exported = await exportedOf(deps, wanted);
  if (!exported.ok) return exported;
  const file = await MAKERS[format](exported, locale);
  return file ? { ok: true, file } : { ok: false, refusal: 'no-trend' };
}

async function exportedOf(deps: ParticipationDeps, wanted: Wanted): Promise<({ readonly ok: true } & Exported) | Refused> {
  const view = await look(deps, wanted, 'participation.export');
  if (!view.ok) return view;
  const { subject, department, counted } = view;
  const { period } = wanted;
  const what = { period, subject, departmentIds: counted.map(({ id }) => id) };
  const tally = await countFigures(deps, what);
  const missing = deps.policy.names ? await countMissing(deps, what) : [];
  const listed = new Set<string>(missing.map(({ memberId }) => memberId));
  const names = await deps.transact(async (tx) =>
    peopleToldApart(
      tx,
      (await allMembers(tx)).filter(({ id }) => listed.has(id)),
    ),
  );
  return {
    ok: true,
    period,
    subject,
    department,
    total: tally.total,
    departments: rowsOf(tally.byDepartment, counted, subject),
    trend: await countTrend(deps, what, tally.total),
    missing: missing.map((one) => missingOf(one, names.get(one.memberId), counted)),
  };
}

/** Has the file sent to their direct conversation; `press`: the same one delivered again sends none. */
export function requestFile(
  deps: ParticipationDeps,
  { memberId, period, press, format, ...rest }: Omit<Wanted, 'viewer' | 'named'> & { memberId: string; press: string; format: Format },
): Promise<{ readonly ok: true } | Refused> {
  const viewer = { member: memberId as MemberId };
  return deps.transact(async (tx) => {
    const view = await viewFor(tx, { viewer, period, ...rest });
    if (!view.ok) return view;
    const args = { view: viewValue(period, view.subject, view.department?.id), format };
    await enqueue(tx, deps.clock.now(), {
      kind: 'file',
      key: `participation.file:${memberId}:${press}`,
      to: viewer,
      source: 'participation.file',
      args,
    });
    return { ok: true };
  });
}

/** Made when it is sent, with what is theirs then. */
export async function summaryFile(
  deps: ParticipationDeps,
  args: Readonly<Record<string, string>>,
  memberId: MemberId | undefined,
): Promise<Upload | undefined> {
  const member = memberId && (await deps.transact((tx) => findMember(tx, memberId)));
  const view = readView(args.view ?? '', dateOf(deps.clock.now(), deps.zone));
  const format = FORMATS.find((one) => one === args.format);
  if (!member || !view || !format) return undefined;
  const made = await exportSummary(deps, { viewer: { member: member.id }, ...view }, format, member.locale);
  return made.ok ? made.file : undefined;
}
