import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { restore } from '../../src/backup/restore.js';
import { hourMs } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { unlock } from '../../src/db/unlock.js';
import { erase } from '../../src/reflection/own/service.js';
import { exportOwn } from '../../src/reflection/response/export.js';
import { saveDraft } from '../../src/reflection/response/service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import { KEY } from '../cli/command-line.js';
import { zone } from '../support/office.js';
import { formIn, talk, wordsOf } from '../support/talk.js';
import { backedOffice } from './world.js';

const ME = '603';

/** A draft is erased in the morning; the disk dies, and last night's copy comes back. With it comes all else that they wrote, without its key. */
async function restored() {
  const office = await backedOffice();
  await office.write(ME, '上个月写的');
  const drafted = async (promptSet: string, answers: Record<string, string>) => {
    const sent = await sendRound(
      office.reflection,
      { operator: 'test' },
      { promptSet, audience: { kind: 'bureau' }, closes: { workdays: 3 } },
    );
    if (!sent.ok) throw new Error(sent.refusal);
    await saveDraft(office.reflection, { roundId: sent.round.id, memberId: ME, answers });
    return sent.round.id;
  };
  const erased = await drafted('four-reminders', { ability: '不想留的' });
  const kept = await drafted('five-duties', { study: '写了一半' });
  const { path } = await office.backup();
  office.later(hourMs);
  await erase(office.reflection, ME, { roundId: erased });
  const deps = { dataDir: office.dataDir, key: KEY.SIWEN_KEY, oldKey: undefined, local: false, machine: office.ground.clock };
  expect(await restore({ ...deps, zone: zone(), operator: 'test' }, path)).toMatchObject({ database: { erasedSince: [] } });
  const database = openDatabase(join(office.dataDir, 'siwen.db'));
  onTestFinished(() => database.close());
  const keys = await unlock(database.transact, office.dataDir, KEY.SIWEN_KEY);
  onTestFinished(() => keys.close());
  const ground = { ...office.ground, transact: database.transact, vault: keys.vault };
  const reflection = { ...office.reflection, transact: database.transact, vault: keys.vault };
  return {
    me: talk({ ...office, ground, transact: database.transact, reflection } as never, ME),
    reflection,
    answered: office.roundId,
    kept,
  };
}

test('of what can’t be read any more nobody says that its author erased it', async () => {
  const { me, reflection, answered } = await restored();
  for (const [id, value] of [
    ['reflection.view', answered],
    ['reflection.version', `${answered}:1`],
  ] as const) {
    const words = wordsOf(formIn(await me.press(id, value)).blocks);
    expect(words).toContain('这一份已读不出来：四问从备份恢复过');
    expect(words).not.toContain('内容已由本人清除');
  }
  const file = Buffer.from((await exportOwn(reflection, ME))?.content ?? []).toString('utf8');
  expect(file).toContain('这一份已读不出来');
});

test('a draft that can’t be read any more is in nobody’s way', async () => {
  const { me, kept } = await restored();
  const form = formIn(await me.press('reflection.answer', kept));
  const saved = formIn(await me.press('reflection.draft', kept, { form, values: { study: '恢复之后重写的' } }));
  expect(wordsOf(saved.blocks)).toContain('暂存，尚未提交');
  await me.press('reflection.draft', kept, { form: saved, values: { study: '恢复之后重写的' } });
  expect(JSON.stringify(formIn(await me.press('reflection.answer', kept)).blocks)).toContain('恢复之后重写的');
});
