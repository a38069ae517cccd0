/** The pictures of the READMEs, from the running demo bureau: npm run screenshots. */
import type { Page } from 'playwright-core';
import { type Person, personAt, wordsOf } from '../support/person.js';
import { launchProgram, newDataDir } from '../support/running.js';
import { launchBrowser } from './browser.js';

/** Invented, and nobody's in particular; no picture shows them. */
const written = ['调研偏少', '答复不够及时', '基本相称', '相符'];

/** Answers the round whose card contains `asks`. */
async function answer(person: Person, asks: string, labels: readonly string[]): Promise<void> {
  const card = await person.message(asks);
  await person.press('作答', card);
  await person.form();
  await person.fill(Object.fromEntries(labels.map((label, index) => [label, written[index] ?? ''])));
  await person.submit();
  await person.changed(card, '已作答');
}

const questions = ['一问', '二问', '三问', '四问'];
const reminders = ['能干什么', '职责是什么', '哪些事', '效果如何'];

/** Moves the clock on, one due thing after the other, until a card arrives that contains `asks`. */
async function until(person: Person, asks: string): Promise<void> {
  while (!person.messages().some((message) => wordsOf(message).includes(asks))) {
    const target = person.snapshot().clock?.next?.at ?? Number.POSITIVE_INFINITY;
    await person.advanceClock('next');
    await person.until('the clock to arrive', () => {
      const { clock } = person.snapshot();
      return clock && clock.move === null && clock.now >= target ? clock : undefined;
    });
  }
}

const bot = await launchProgram(newDataDir(), {}, (child) => void process.once('exit', () => child.kill('SIGKILL')));
const browser = await launchBrowser();
const cadre = await personAt(bot, '邓禾');
const people = cadre.snapshot().people.filter(({ bot: isBot }) => !isBot);

async function open(name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1.4, reducedMotion: 'reduce' });
  await page.goto(`${bot.url}/?user=${people.find((one) => one.name === name)?.id}`);
  await page.locator('.message').last().waitFor();
  return page;
}

const take = (page: Page, name: string) => page.screenshot({ path: `docs/images/${name}.png`, animations: 'disabled', caret: 'hide' });

// Three of four have answered when the head of the bureau looks.
for (const [index, { name }] of people.entries()) {
  if (index % 4 === 1 && name !== cadre.me.name) continue;
  const person = name === cadre.me.name ? cadre : await personAt(bot, name);
  await answer(person, '一问', questions);
  if (person !== cadre) person.close();
}
const summary = await open('陈守正');
await summary.getByRole('textbox').fill('汇总');
await summary.getByRole('textbox').press('Enter');
await summary.getByRole('table').waitFor();
await summary
  .locator('.message')
  .last()
  .evaluate((message) => message.scrollIntoView({ block: 'start' }));
await take(summary, 'summary-zh');

// Some days later: 四提醒 is answered, 四问 has just come.
await until(cadre, '提醒自己');
await answer(cadre, '提醒自己', reminders);
await until(cadre, '一问');
await take(await open('邓禾'), 'ask-zh');

await browser.close();
await bot.stop();
process.exit(0);
