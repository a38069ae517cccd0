import { describe, expect, test } from 'vitest';
import { readerOf } from '../../../src/calendar/reader.js';
import type { Locale } from '../../../src/chat/text.js';
import { leaveJobs } from '../../../src/leave/jobs.js';
import type { LeaveId } from '../../../src/leave/leave.js';
import { openDraft, previewDraft } from '../../../src/leave/request/draft/service.js';
import { previewForm } from '../../../src/leave/request/preview.js';
import { problemWords } from '../../../src/leave/request/problem/words.js';
import { submitDraft } from '../../../src/leave/request/submit-service.js';
import { auditEntries } from '../../../src/org/service.js';
import { at, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import {
  ANNUAL,
  all,
  bureau,
  cardNow,
  DEPUTY,
  HEAD,
  happenings,
  leaveNow,
  ME,
  OFFICE,
  PERSONNEL,
  previewed,
  requested,
  settled,
  TRIP,
} from './world.js';

describe('from plain words to the request', () => {
  test.each(['年假 12月7日至11日', '年假12月7日至11日', '年假 下周一到周三'])('「%s」 asks for annual leave', async (line) => {
    const offered = cardIn(await talk(await bureau(), ME).say(line));
    expect(button(offered.blocks, '填写申请').id).toBe('leave.draftBack');
  });

  test('「下周一到周三去西安出差」 opens the form as it was meant; the preview says who decides, and one press submits it', async () => {
    const office = await bureau();
    const me = talk(office, ME);
    const offered = cardIn(await me.say('下周一到周三去西安出差'));
    const { id, value } = button(offered.blocks, '填写申请');
    const form = formIn(await me.press(id, value));
    const shown = wordsOf(form.blocks);
    expect(shown).toContain('2026-11-30');
    expect(shown).toContain('2026-12-02');
    expect(shown).toContain('西安');
    const preview = formIn(await me.submit(form, { ...TRIP, acting: DEPUTY }));
    const words = wordsOf(preview.blocks);
    expect(words).toMatch(/工作日 3 天/);
    expect(words).toMatch(/部门领导审批 　高思衡/);
    expect(words).toContain('参加项目评审');
    expect(words).toContain('梁思远');
    expect(wordsOf(formIn(await me.submit(preview, {})).blocks)).toContain('已提交');
    const [leave] = await all(office, ME);
    expect(leave).toMatchObject({ kind: 'business-trip', state: 'pending', halfDays: 6, acting: { memberId: DEPUTY, answer: 'asked' } });
    expect(await office.outbox(`leave.approve:${leave?.id}`)).toMatchObject([{ member_id: HEAD }]);
    const own = await cardNow(office, `leave.applicant:${leave?.id}:${ME}`);
    expect(wordsOf(own.blocks)).toMatch(/部门领导审批 　高思衡 　办理中/);
    expect(JSON.stringify(own)).not.toContain('项目评审');
    expect(await office.outbox(`leave.acting:${leave?.id}`)).toMatchObject([{ member_id: DEPUTY }]);
    const entries = await office.transact((tx) => auditEntries(tx, { action: 'leave.requested', limit: 5 }));
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain('西安');
  });

  test('the words of a command are taken with its kind, and what is unclear is shown beside the form', async () => {
    const office = await bureau();
    const form = formIn(await slash(office, '年休假 周二到周四'));
    expect(wordsOf(form.blocks)).toContain('周二');
    expect(wordsOf(form.blocks)).toContain('这一周还是下一周');
  });

  test('words that are no request still get the help', async () => {
    const office = await bureau();
    expect(cardIn(await talk(office, ME).say('你好')).summary).toBe('help');
    expect(cardIn(await talk(office, ME).say('明天开会')).summary).toBe('help');
  });

  test('the example that is given in English leaves no word of itself as the reason', async () => {
    const me = talk(await bureau(), ME, 'en');
    const { id, value } = button(cardIn(await me.say('annual leave Dec 7 to 11')).blocks, 'Fill in the request');
    const { blocks } = formIn(await me.press(id, value));
    expect(wordsOf(blocks)).toContain('2026-12-11');
    expect(blocks.find((block) => 'name' in block && block.name === 'reason')).not.toHaveProperty('input.initial');
  });

  test('请假 shows one’s own requests, what may be asked for, and the meetings ahead', async () => {
    const office = await bureau();
    await requested(office, ME);
    const words = wordsOf(cardIn(await talk(office, ME).say('请假')).blocks);
    expect(words).toContain('审批中');
    expect(words).toContain('年休假');
    expect(words).not.toContain('代为登记');
    expect(wordsOf(cardIn(await talk(office, PERSONNEL).say('请假')).blocks)).toContain('代为登记');
  });
});

const slash = (office: Parameters<typeof talk>[0], text: string) => talk(office, ME).command(text);

describe('what is wrong stands at its field, and nothing typed is lost', () => {
  test.each<[Record<string, string>, string, string]>([
    [{ until: '2026-11-29' }, 'until', '早于'],
    [{ from: '2026-11-19' }, 'from', '补办期限'],
    [{ kind: 'annual-leave', from: '2026-11-28', until: '2026-11-29' }, 'until', '没有工作日'],
    [{ destination: '' }, 'destination', '去向'],
    [{ reason: ' ' }, 'reason', '填写'],
    [{ phone: '不详' }, 'phone', '电话'],
    [{ attachments: '通知 http:/x' }, 'attachments', 'https'],
    [{ acting: ME }, 'acting', '代管'],
    [{ acting: 'nobody' }, 'acting', '代管'],
    [{ kind: 'sick-leave' }, 'kind', '不能'],
    [{ reason: '长'.repeat(501) }, 'reason', '过长'],
    [{ from: '' }, 'from', '填写'],
    [{ kind: 'annual-leave', from: '2026-12-07', until: '2026-12-25' }, 'until', '不够'],
  ])('$1: $2', async (values, field, words) => {
    const office = await bureau();
    const me = talk(office, ME);
    const form = formIn(await me.press('leave.new', 'business-trip'));
    const answer = await me.submit(form, { ...TRIP, ...values });
    expect(answer).toMatchObject({ do: 'errors', errors: { [field]: expect.stringContaining(words) } });
    const again = formIn(await me.press('leave.draftBack', form.context));
    if ('phone' in values) expect(wordsOf(again.blocks)).toContain('不详');
    expect(wordsOf(again.blocks)).toContain('destination' in values ? '参加项目评审' : '西安');
    expect(await all(office, ME)).toEqual([]);
  });

  test('whoever has a rank that the ladder has not reads that this is why', async () => {
    const office = await bureau();
    await office.transact((tx) => tx.updateTable('org_member').set({ rank: '一级科员' }).where('rank', '=', '科员').execute());
    const form = formIn(await talk(office, ME).press('leave.new'));
    expect(await talk(office, ME).submit(form, TRIP)).toMatchObject({
      errors: { kind: expect.stringContaining('职级不在本单位的职级序列中') },
    });
  });

  test('whoever heads a department says who is in charge meanwhile', async () => {
    const office = await bureau();
    const form = formIn(await talk(office, HEAD).press('leave.new'));
    expect(await talk(office, HEAD).submit(form, TRIP)).toMatchObject({ errors: { acting: expect.stringContaining('代管人') } });
    await requested(office, HEAD, { ...TRIP, acting: DEPUTY }, form);
    expect(await all(office, HEAD)).toHaveLength(1);
  });

  test('another request of one’s own in that time is named', async () => {
    const office = await bureau();
    await requested(office, ME);
    const me = talk(office, ME);
    const answer = await me.submit(formIn(await me.press('leave.new')), { ...ANNUAL, from: '2026-12-02', until: '2026-12-03' });
    expect(answer).toMatchObject({ errors: { from: expect.stringMatching(/重叠：出差/) } });
    // Half a day beside it is none of that.
    expect(await previewed(office, ME, { ...ANNUAL, from: '2026-12-03', until: '2026-12-03' })).toBeDefined();
  });
});

describe('the preview', () => {
  test('says how much annual leave is left before and after', async () => {
    const office = await bureau();
    const words = wordsOf((await previewed(office, DEPUTY, ANNUAL)).blocks);
    expect(words).toMatch(/2026年：(\d+) 天 → \d+ 天/);
    const [, before, after] = /2026年：([\d.]+) 天 → ([\d.]+) 天/.exec(words) ?? [];
    expect(Number(before) - Number(after)).toBe(3);
    expect(words).toMatch(/主管领导审批 　苏明礼/);
    expect(words).toMatch(/人事部门办理/);
  });

  test('says that days are a guess as long as the holidays of their year are not announced, and so does a refusal', async () => {
    const office = await testOffice();
    const guessed = '2027 年放假安排尚未公布，工作日暂按周一至周五计算，公布后可能变化。';
    const festival = { kind: 'annual-leave', from: '2027-02-05', fromHalf: 'morning', until: '2027-02-10', untilHalf: 'afternoon' };
    expect(wordsOf((await previewed(office, ME, festival)).blocks)).toContain(guessed);
    expect(wordsOf((await previewed(office, ME, ANNUAL)).blocks)).not.toContain('尚未公布');
    const form = formIn(await talk(office, ME).press('leave.new'));
    const refused = await talk(office, ME).submit(form, { ...festival, from: '2027-02-01', until: '2027-02-11' });
    expect(refused).toMatchObject({ do: 'errors', errors: { until: expect.stringMatching(/还有 \d+ 天.*2027 年放假安排尚未公布/s) } });
  });

  test('says why there is less than the ledger shows: what was carried over lapses before', async () => {
    const office = await testOffice(at('2027-02-01', '10:00'));
    const carryOver = { years: 1, fromYear: 2026, untilMonth: 3 } as const;
    const deps = { ...office.leave, policy: { ...office.leave.policy, annual: { carryOver } } };
    const asked = async (from: string, until: string, locale: Locale = 'zh-CN') => {
      const author = { memberId: ME, locale };
      const [opened, values] = [await openDraft(deps, author, { values: {}, onBehalf: false }), { ...ANNUAL, from, until }];
      const draftId = opened.ok ? opened.opened.draftId : '';
      const answer = await previewDraft(deps, ME, { draftId, values });
      if (answer.ok) return wordsOf(previewForm(answer.preview, readerOf(office.ground, author)).blocks);
      return answer.refusal === 'fields' ? JSON.stringify(problemWords(answer, readerOf(office.ground, author))) : answer.refusal;
    };
    // Five days of 2026 until the end of March, and five of 2027.
    expect(await asked('2027-03-30', '2027-03-31')).toMatch(/2027年：10 天 → 8 天(?!.*结转)/s);
    expect(await asked('2027-04-06', '2027-04-07')).toMatch(/2027年：5 天 → 3 天.*上年结转的天数到2027年3月31日（周三）为止/s);
    expect(await asked('2027-04-06', '2027-04-07', 'en')).toMatch(/2027: 5 days → 3 days.*lapse after Wed, Mar 31, 2027/s);
    expect(await asked('2027-04-06', '2027-04-14')).toMatch(/还有 5 天，这次要 7 天。上年结转的天数到2027年3月31日/);
    office.moveTo(at('2027-04-01', '09:00'));
    expect(await asked('2027-04-06', '2027-04-07')).toMatch(/2027年：5 天 → 3 天(?!.*结转)/s);
  });

  test('takes no day that leave of the next year lives on, not even of its own two years', async () => {
    const office = await testOffice(at('2026-11-24', '10:00'));
    const deps = {
      ...office.leave,
      policy: { ...office.leave.policy, annual: { carryOver: { years: 1, fromYear: 2026, untilMonth: 3 } } },
    } as const;
    const author = { memberId: ME, locale: 'zh-CN' } as const;
    const asked = async (from: string, until: string) => {
      const [opened, values] = [await openDraft(deps, author, { values: {}, onBehalf: false }), { ...ANNUAL, from, until }];
      const draftId = opened.ok ? opened.opened.draftId : '';
      const answer = await previewDraft(deps, ME, { draftId, values });
      if (answer.ok) return submitDraft(deps, ME, { draftId, revision: answer.preview.revision });
      return answer.refusal === 'fields' ? problemWords(answer, readerOf(office.ground, author)).until : answer.refusal;
    };
    // Five days of 2026, which go over until March, and five of 2027.
    expect(await asked('2027-01-11', '2027-01-19')).toMatchObject({ ok: true });
    expect(await asked('2026-12-30', '2027-01-04')).toContain('不够');
    expect(await asked('2026-12-07', '2026-12-09')).toMatchObject({ ok: true });
    expect(await asked('2026-12-10', '2026-12-10')).toContain('已结转');
  });

  test('warns where the head of the department is away as well', async () => {
    const office = await bureau();
    const id = await requested(office, HEAD, { ...TRIP, acting: DEPUTY });
    await settled(office, id, 'approved');
    const words = wordsOf((await previewed(office, DEPUTY, TRIP)).blocks);
    expect(words).toMatch(/你和高思衡是.+排名前两位.*同期都不在岗/);
    expect(words).toMatch(/高思衡.*由你代管/);
    expect(wordsOf((await previewed(office, ME, TRIP)).blocks)).not.toContain('排名前两位');
  });

  test('names those who lead or stand in where they are away as well, and no other colleague', async () => {
    const office = await bureau();
    await settled(office, await requested(office, DEPUTY), 'approved');
    await settled(office, await requested(office, HEAD, { ...TRIP, acting: DEPUTY, from: '2026-12-03', until: '2026-12-04' }), 'approved');
    const words = wordsOf((await previewed(office, ME, { ...TRIP, until: '2026-12-04' })).blocks);
    expect(words).toMatch(/高思衡（部门领导）\s*12月3日/);
    expect(words).not.toContain('梁思远');
  });

  test('and the form say what must be filled in for which kind, and of a step to come what it waits for', async () => {
    const office = await bureau();
    const form = wordsOf(formIn(await talk(office, ME).press('leave.new')).blocks);
    expect(form).toMatch(/出差必须填写，其他类别可以不填/);
    expect(form).toMatch(/除年休假外必须填写/);
    const id = await requested(office, ME, ANNUAL);
    expect(wordsOf((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks)).toMatch(/人事部门办理 　待前一步办完/);
  });

  test('goes back to the form with everything that was typed', async () => {
    const office = await bureau();
    const preview = await previewed(office, ME, { ...TRIP, phone: '029-8765 4321' });
    const back = button(preview.blocks, '返回修改');
    const form = formIn(await talk(office, ME).press(back.id, back.value, { form: preview }));
    expect(wordsOf(form.blocks)).toContain('029-8765 4321');
    expect(wordsOf(form.blocks)).toContain('参加项目评审');
  });

  test('of another window is not what would be submitted any more', async () => {
    const office = await bureau();
    const me = talk(office, ME);
    const form = formIn(await me.press('leave.new'));
    const first = formIn(await me.submit(form, TRIP));
    const second = formIn(await me.submit(form, { ...TRIP, until: '2026-12-01' }));
    expect(wordsOf(formIn(await me.submit(first, {})).blocks)).toContain('在别处又改过');
    expect(await all(office, ME)).toEqual([]);
    await me.submit(second, {});
    expect(await all(office, ME)).toMatchObject([{ halfDays: 4 }]);
  });
});

describe('a request is made once', () => {
  test('however often the form is submitted', async () => {
    const office = await bureau();
    const preview = await previewed(office, ME, TRIP);
    const [draftId = ''] = preview.context.split(':');
    const results = await Promise.all([1, 2, 3].map(() => submitDraft(office.leave, ME, { draftId, revision: 1 })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((one) => !one.ok).map((one) => (one.ok ? '' : one.refusal))).toEqual(['submitted-already', 'submitted-already']);
    expect(await all(office, ME)).toHaveLength(1);
    expect(await office.outbox('leave.approve:')).toHaveLength(1);
  });

  test('and of two forms for the same days that are submitted at once, one', async () => {
    const office = await bureau();
    const previews = [await previewed(office, ME, TRIP), await previewed(office, ME, TRIP)];
    const me = talk(office, ME);
    const answers = await Promise.all(previews.map((preview) => me.submit(preview, {})));
    expect(answers.map((answer) => wordsOf(formIn(answer).blocks)).filter((words) => words.includes('重叠'))).toHaveLength(1);
    expect(await all(office, ME)).toHaveLength(1);
  });

  test('nobody submits somebody else’s form, nor reads it', async () => {
    const office = await bureau();
    const preview = await previewed(office, ME, TRIP);
    const [draftId = ''] = preview.context.split(':');
    expect(await submitDraft(office.leave, DEPUTY, { draftId, revision: 1 })).toMatchObject({ ok: false, refusal: 'draft-gone' });
    expect(JSON.stringify(await talk(office, DEPUTY).press('leave.draftBack', draftId))).not.toContain('项目评审');
  });

  test('what was typed lies sealed', async () => {
    const office = await bureau();
    await previewed(office, ME, TRIP);
    const rows = await office.transact((tx) => tx.selectFrom('leave_draft').selectAll().execute());
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0]?.content ?? []).toString()).not.toContain('项目评审');
  });
});

describe('on behalf of somebody', () => {
  const entered = async (by = OFFICE) => {
    const office = await bureau();
    const form = formIn(await talk(office, by).press('leave.behalf'));
    const id = await requested(office, by, { ...TRIP, member: ME }, form);
    return { office, id };
  };

  test.each([OFFICE, PERSONNEL])('%s may, and the member is asked to confirm it', async (by) => {
    const { office, id } = await entered(by);
    const leave = await leaveNow(office, id);
    expect(leave).toMatchObject({ memberId: ME, requestedBy: by, state: 'pending' });
    const card = await cardNow(office, `leave.applicant:${id}:${ME}`);
    expect(wordsOf(card.blocks)).toMatch(/代你登记.*11月26日.*17:30/);
    const { id: handler, value } = button(card.blocks, '确认');
    expect(wordsOf(cardIn(await talk(office, ME).press(handler, value)).blocks)).toContain('已确认');
    expect((await leaveNow(office, id)).confirmBy).toBeUndefined();
    expect(wordsOf(cardIn(await talk(office, ME).press(handler, value)).blocks)).toMatch(/已经确认/);
    expect(await happenings(office, id)).toEqual([`requested ${by}`, 'opened', `confirmed ${ME}`]);
  });

  test('who looks at what is left of somebody’s leave is on record; one’s own look is not', async () => {
    const { office } = await entered();
    await requested(office, HEAD, { ...TRIP, acting: DEPUTY });
    const entries = await office.transact((tx) => auditEntries(tx, { action: 'leave.previewed', limit: 5 }));
    expect(entries).toMatchObject([{ actor: { member: OFFICE }, subject: ME }]);
  });

  test('who is shown somebody’s leave by what is wrong with the form is on record as well, and is not spoken to as if it were theirs', async () => {
    const { office } = await entered();
    const me = talk(office, OFFICE);
    const looks = async () => office.transact((tx) => auditEntries(tx, { action: 'leave.previewed', limit: 9 }));
    const before = (await looks()).length;
    const form = formIn(await me.press('leave.behalf'));
    const overlaps = JSON.stringify(await me.submit(form, { ...TRIP, member: ME, until: '2026-12-04' }));
    expect(overlaps).toMatch(/重叠：出差/);
    const short = JSON.stringify(await me.submit(form, { ...ANNUAL, member: ME, until: '2026-12-31' }));
    expect(short).toMatch(/不够：还有/);
    const needed = JSON.stringify(await me.submit(form, { ...TRIP, member: HEAD }));
    expect(needed).toMatch(/部门领导.*代管人/);
    for (const words of [overlaps, short, needed]) expect(words).not.toContain('你');
    expect((await looks()).length - before).toBe(3);
    expect((await looks()).map(({ actor }) => actor)).toEqual(Array(before + 3).fill({ member: OFFICE }));
  });

  test('and who is by a preview that has become wrong meanwhile', async () => {
    const office = await bureau();
    const form = formIn(await talk(office, OFFICE).press('leave.behalf'));
    const preview = await previewed(office, OFFICE, { ...TRIP, member: ME }, form);
    await requested(office, ME);
    const looks = async () => office.transact((tx) => auditEntries(tx, { action: 'leave.previewed', limit: 9 }));
    expect(await looks()).toHaveLength(1);
    expect(wordsOf(formIn(await talk(office, OFFICE).submit(preview, {})).blocks)).toMatch(/重叠：出差/);
    expect(await looks()).toMatchObject([{ subject: ME }, { subject: ME }]);
  });

  test('what a colleague who is away asked of the member is not said to whoever enters it', async () => {
    const office = await bureau();
    await settled(office, await requested(office, HEAD, { ...TRIP, acting: DEPUTY }), 'approved');
    const form = formIn(await talk(office, OFFICE).press('leave.behalf'));
    const words = wordsOf((await previewed(office, OFFICE, { ...TRIP, member: DEPUTY }, form)).blocks);
    expect(words).toMatch(/高思衡.*由梁思远代管/);
    expect(words).not.toContain('由你');
  });

  test('what lies too far back to be made good by whoever was ill is entered for them, but not for oneself', async () => {
    const office = await bureau();
    const back = { ...TRIP, from: '2026-11-16', until: '2026-11-20' };
    const own = await talk(office, ME).submit(formIn(await talk(office, ME).press('leave.new')), back);
    expect(JSON.stringify(own)).toContain('代为登记');
    for (const by of [OFFICE, PERSONNEL]) {
      const form = formIn(await talk(office, by).press('leave.behalf'));
      expect(wordsOf((await previewed(office, by, { ...back, member: ME }, form)).blocks)).toMatch(/补办/);
      expect(JSON.stringify(await talk(office, by).submit(form, { ...back, member: by }))).toContain('补办期限');
      const mistyped = { ...back, member: ME, from: '2016-11-16', until: '2016-11-20' };
      expect(JSON.stringify(await talk(office, by).submit(form, mistyped))).toContain('一年以内');
    }
  });

  test('others may not, whatever they send', async () => {
    const office = await bureau();
    expect(wordsOf(cardIn(await talk(office, HEAD).press('leave.behalf')).blocks)).toContain('权限');
    const own = formIn(await talk(office, HEAD).press('leave.new'));
    await requested(office, HEAD, { ...TRIP, member: ME, acting: DEPUTY }, own);
    expect(await all(office, ME)).toEqual([]);
    expect(await all(office, HEAD)).toHaveLength(1);
  });

  test('who has lost the right meanwhile submits nothing', async () => {
    const office = await bureau();
    const form = formIn(await talk(office, OFFICE).press('leave.behalf'));
    const preview = await previewed(office, OFFICE, { ...TRIP, member: ME }, form);
    await office.transact((tx) =>
      tx
        .updateTable('org_member')
        .set((eb) => ({ department_id: eb.selectFrom('org_member as other').select('department_id').where('other.id', '=', ME) as never }))
        .where('id', '=', OFFICE)
        .execute(),
    );
    expect(wordsOf(formIn(await talk(office, OFFICE).submit(preview, {})).blocks)).toContain('权限');
    expect(await all(office, ME)).toEqual([]);
  });

  test('of what is over nobody is asked to be in charge, nor is a head to name somebody', async () => {
    const office = await bureau();
    const values = { ...ANNUAL, member: HEAD, from: '2026-03-02', until: '2026-03-06' };
    for (const acting of ['', DEPUTY]) {
      const preview = await previewed(
        office,
        PERSONNEL,
        { ...values, acting },
        formIn(await talk(office, PERSONNEL).press('leave.behalf')),
      );
      expect(wordsOf(preview.blocks).includes('不再请人代管')).toBe(acting !== '');
      if (acting === '') continue;
      await talk(office, PERSONNEL).submit(preview, {});
      expect(await leaveNow(office, preview.context.split(':')[0] as LeaveId)).toMatchObject({ state: 'pending', acting: undefined });
    }
    expect(await office.outbox('leave.acting')).toEqual([]);
  });

  const over = { from: '2026-11-16', until: '2026-11-20' };
  const enteredLater = async () => {
    const office = await bureau();
    const id = await requested(office, OFFICE, { ...TRIP, member: ME, ...over }, formIn(await talk(office, OFFICE).press('leave.behalf')));
    const presses = async (part: string, who: string, label: string, of: LeaveId) => {
      const { id: press, value } = button((await cardNow(office, `leave.${part}:${of}:${who}`)).blocks, label);
      return talk(office, who).press(press, value);
    };
    const decides = (label: string, of = id) => presses('approve', HEAD, label, of);
    const pressed = (label: string, of = id) => presses('applicant', ME, label, of);
    return { office, id, decides, pressed };
  };

  test('what is over when it is entered, and wrong, can be withdrawn, and who entered it is told', async () => {
    const { office, id, decides, pressed } = await enteredLater();
    await decides('同意');
    expect(wordsOf(cardIn(await pressed('撤回')).blocks)).toContain('已撤回');
    expect((await leaveNow(office, id)).state).toBe('withdrawn');
    expect((await office.outbox(`leave.withdrawn:${id}`)).map(({ member_id }) => member_id)).toEqual([OFFICE]);
  });

  test('once it is confirmed it can be withdrawn no more', async () => {
    const { office, id, decides, pressed } = await enteredLater();
    await decides('同意');
    await pressed('确认');
    expect(pressable((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks).map(({ label }) => label)).not.toContain('撤回');
  });

  test('or changed to what it really was: it is not confirmed by that, nor can it be, nor is anybody reminded while the change waits', async () => {
    const { office, decides, pressed } = await enteredLater();
    await decides('同意');
    const change = await requested(office, ME, { ...TRIP, ...over, from: '2026-11-17' }, formIn(await pressed('变更')));
    const job = leaveJobs(office.leave).find(({ name }) => name === 'leave.unconfirmed');
    office.moveTo(at('2026-11-30', '10:00'));
    await job?.run(office.now());
    expect(await office.outbox('leave.unconfirmed')).toEqual([]);
    expect(wordsOf(cardIn(await pressed('确认')).blocks)).toContain('变更正在审批');
    expect((await leaveNow(office, change)).state).toBe('pending');
    await settled(office, change, 'refused');
    await job?.run(office.now());
    expect((await office.outbox('leave.unconfirmed')).map(({ member_id }) => member_id)).toEqual([ME, OFFICE]);
  });

  test.each([
    ['approved, then confirmed', true],
    ['confirmed, then approved', false],
  ])('what is over ends as it was planned once it is %s; until then nobody is called overdue', async (_what, approvedFirst) => {
    const { office, id, decides, pressed } = await enteredLater();
    expect(wordsOf((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks)).toContain('不用另行销假');
    if (!approvedFirst) await pressed('确认');
    await decides('同意');
    office.moveTo(at('2026-11-26', '10:00'));
    for (const job of leaveJobs(office.leave)) await job.run(office.now());
    if (approvedFirst) await pressed('确认');
    expect(await leaveNow(office, id)).toMatchObject({ state: 'ended', back: { on: '2026-11-23', half: 'morning' } });
    expect(await office.outbox(`leave.remind:${id}`)).toEqual([]);
  });

  test('nor is it, where nobody confirms it, said to be overdue', async () => {
    const { office, decides } = await enteredLater();
    await decides('同意');
    office.moveTo(at('2026-12-04', '10:00'));
    for (const job of leaveJobs(office.leave)) await job.run(office.now());
    expect(await office.outbox('leave.remind')).toEqual([]);
    expect(wordsOf(cardIn(await talk(office, '101').say('外出')).blocks)).not.toContain('逾期');
  });

  test.each([
    ['退回修改', 'returned'],
    ['不同意', 'refused'],
  ])('whoever entered it hears of %s', async (label, state) => {
    const { office, id, decides } = await enteredLater();
    await talk(office, HEAD).submit(formIn(await decides(label)), { words: '开始日期应为13日' });
    const told = (await office.outbox(`leave.${state}:${id}`)).map(({ member_id }) => member_id);
    expect(told).toEqual([ME, OFFICE]);
    expect(JSON.stringify(await cardNow(office, `leave.${state}:${id}:${OFFICE}`))).not.toContain('13日');
  });

  test('what was returned may be submitted again from further back than the member’s own, however often that takes', async () => {
    const { office, id, decides, pressed } = await enteredLater();
    const returns = async (of: LeaveId) => talk(office, HEAD).submit(formIn(await decides('退回修改', of)), { words: '日期不对' });
    await returns(id);
    const again = await requested(office, ME, { ...TRIP, ...over, from: '2026-11-13' }, formIn(await pressed('修改后重新提交')));
    await returns(again);
    const form = formIn(await pressed('修改后重新提交', again));
    await previewed(office, ME, { ...TRIP, ...over, from: '2026-11-12' }, form);
    const tooFar = await talk(office, ME).submit(form, { ...TRIP, from: '2025-11-12', until: '2025-11-13' });
    expect(JSON.stringify(tooFar)).toContain('一年以内');
  });

  test('once what took its place is approved, that is changed as far back as the member’s own', async () => {
    const { office, decides, pressed } = await enteredLater();
    await decides('同意');
    const change = await requested(office, ME, { ...TRIP, ...over, from: '2026-11-13' }, formIn(await pressed('变更')));
    await decides('同意', change);
    const form = formIn(await pressed('变更', change));
    expect(JSON.stringify(await talk(office, ME).submit(form, { ...TRIP, ...over, from: '2026-11-12' }))).toContain('补办期限');
  });

  test('what is found unconfirmed at night, as when its change is refused, waits until people are at work', async () => {
    const { office, id, decides, pressed } = await enteredLater();
    await decides('同意');
    const change = await requested(office, ME, { ...TRIP, ...over, from: '2026-11-17' }, formIn(await pressed('变更')));
    const job = leaveJobs(office.leave).find(({ name }) => name === 'leave.unconfirmed');
    office.moveTo(at('2026-11-27', '22:10'));
    await settled(office, change, 'refused');
    await job?.run(office.now());
    expect(await office.outbox('leave.unconfirmed')).toEqual([]);
    const morning = await office.transact((tx) => job?.nextDueAt(tx, office.now()) ?? Promise.resolve(undefined));
    expect(morning).toBe(at('2026-11-30', '08:30'));
    office.moveTo(at('2026-11-30', '08:30'));
    await job?.run(office.now());
    expect(await office.outbox(`leave.unconfirmed:${id}`)).toHaveLength(1);
    expect(await office.transact((tx) => job?.nextDueAt(tx, office.now()) ?? Promise.resolve(undefined))).toBeUndefined();
  });

  test('whoever has not confirmed in time is reminded once, and who entered it is told', async () => {
    const { office, id } = await entered();
    const job = leaveJobs(office.leave).find(({ name }) => name === 'leave.unconfirmed');
    const due = await office.transact((tx) => job?.nextDueAt(tx, office.now()) ?? Promise.resolve(undefined));
    if (due === undefined || !job) throw new Error('nothing is due');
    office.moveTo((due - 1) as typeof due);
    await job.run(office.now());
    expect(await office.outbox('leave.unconfirmed')).toEqual([]);
    for (let times = 0; times < 2; times += 1) {
      office.moveTo(due);
      await job.run(office.now());
    }
    expect((await office.outbox('leave.unconfirmed')).map(({ member_id }) => member_id)).toEqual([ME, OFFICE]);
    // It is the time for confirming that is over; the trip lies ahead.
    expect((await cardNow(office, `leave.unconfirmed:${id}`)).summary).toMatch(/确认期限已过/);
    expect(await happenings(office, id)).toContain('nudged');
  });

  test('of somebody who has left the office nobody is told that they have not confirmed, until they are back', async () => {
    const { office } = await entered();
    const job = leaveJobs(office.leave).find(({ name }) => name === 'leave.unconfirmed');
    const due = await office.transact((tx) => job?.nextDueAt(tx, office.now()) ?? Promise.resolve(undefined));
    if (due === undefined || !job) throw new Error('nothing is due');
    office.moveTo(due);
    for (const active of [0, 1] as const) {
      await office.transact((tx) => tx.updateTable('org_member').set({ active }).where('id', '=', ME).execute());
      await job.run(office.now());
      expect(await office.outbox('leave.unconfirmed')).toHaveLength(active === 1 ? 2 : 0);
    }
  });
});

test('a kind that is typed and cannot be asked for here is said to be so, with those that can', async () => {
  const office = await bureau();
  const card = cardIn(await talk(office, ME).say('请假 明天下午事假'));
  expect(wordsOf(card.blocks)).toContain('事假目前不在这里申请，请按本单位的规定办理；这里可以申请出差、年休假');
  expect(wordsOf(cardIn(await talk(office, ME).say('年休假 12月7日至11日')).blocks)).not.toContain('目前不在这里申请');
});
