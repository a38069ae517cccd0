import type { Ground } from '../../src/ground.js';

/** What the program's own tables say when everything is over; answers and drafts unsealed. */
export type Stored = Awaited<ReturnType<typeof readStored>>;

export function readStored({ transact, vault }: Ground) {
  return transact(async (tx) => {
    const opened = async (member: string, sealed: Uint8Array | null) => {
      const text = sealed && (await vault.unseal(tx, member, sealed));
      return text ? Object.values(JSON.parse(text) as Record<string, string>) : undefined;
    };
    const answers = [];
    for (const row of await tx.selectFrom('reflection_response').selectAll().orderBy('version').execute())
      answers.push({ member: row.member_id, roundId: row.round_id, fields: await opened(row.member_id, row.content) });
    const drafts = [];
    for (const row of await tx.selectFrom('reflection_draft').selectAll().execute())
      drafts.push({ member: row.member_id, roundId: row.round_id, fields: await opened(row.member_id, row.content) });
    const asks = await tx
      .selectFrom('reflection_ask')
      .innerJoin('reflection_round', 'reflection_round.id', 'reflection_ask.round_id')
      .select(['round_id as roundId', 'member_id as member', 'answered_at as answeredAt', 'late', 'state'])
      .execute();
    return {
      answers,
      drafts,
      asks,
      rounds: await tx.selectFrom('reflection_round').select(['id', 'schedule_id as scheduleId', 'state']).execute(),
      outbox: await tx
        .selectFrom('delivery_outbox')
        .select(['key', 'kind', 'state', 'nonce', 'refusal_code as code', 'member_id as member'])
        .execute(),
      emails: new Map((await tx.selectFrom('org_member').select(['id', 'email']).execute()).map(({ id, email }) => [id, email ?? ''])),
      audit: await tx.selectFrom('org_audit').select(['id', 'action']).orderBy('id').execute(),
    };
  });
}
