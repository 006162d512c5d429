// The gateway's log as it is read on: lines of all kinds, filters, standing still, files that change underneath, and
// more lines than anybody can read.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

const log = ui => ui.page.getByRole('log', { name: 'Gateway log' });
const filter = ui => ui.page.getByRole('textbox', { name: 'Filter' });
const level = (ui, name) => ui.page.getByRole('group', { name: 'Levels' }).getByRole('button', { name: new RegExp(`^${name}`) });
const shown = ui => ui.page.getByText(/^[\d,.]+ of [\d,.]+ lines$/).innerText().then(words => words.match(/[\d,.]+/g).map(number => Number(number.replace(/[,.]/g, ''))));
const sees = (ui, words) => log(ui).getByText(words).first().waitFor();
const isGone = (ui, words) => log(ui).getByText(words).first().waitFor({ state: 'detached' });
const choose = async (ui, menu, item) => {
  await ui.page.getByRole('button', { name: menu, exact: typeof menu === 'string' }).click();
  await ui.page.getByRole('menu').getByText(item, { exact: true }).click();
};

async function openLogs(ui, gateway) {
  await ui.page.goto(`${gateway.url}logs#token=${TOKEN}`);
  await ui.isConnected();
  await log(ui).getByText('gateway/ws').first().waitFor();
}

/** What an export holds, line by line. */
async function exported(ui, item) {
  const download = ui.page.waitForEvent('download');
  await choose(ui, 'Export', item);
  const file = await download;
  const text = fs.readFileSync(await file.path(), 'utf8');
  return { name: file.suggestedFilename(), lines: text.split('\n').filter(Boolean) };
}

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) {
  describe(`the log of ${profile}`, () => {
    let gateway;
    before(async () => { gateway = await startDemoGateway({ profile }); });
    beforeEach(() => gateway.reset());
    after(() => gateway?.close());
    const journey = (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
      await openLogs(ui, gateway);
      await steps(ui);
    }));
    const says = (message, more = {}) => gateway.order('log', { message, ...more });

    journey('lines appear as they are written, with their level and where they come from', async ui => {
      await says('the tide has turned', { level: 'warn', subsystem: 'harbour/tide' });
      await sees(ui, 'the tide has turned');
      const line = log(ui).locator('[data-level="warn"]', { hasText: 'the tide has turned' });
      await line.getByText('Warning', { exact: true }).waitFor();
      await line.getByText('harbour/tide').waitFor();
      await gateway.order('log', { raw: 'no JSON at all, but a line' });
      await sees(ui, 'no JSON at all, but a line');
      await gateway.order('log', { raw: '{"0":"cut off in the mid' });
      await sees(ui, '{"0":"cut off in the mid');
    });

    journey('what else is in a line stands behind its time', async ui => {
      await says('with a value', { subsystem: 'harbour', given: { depth: { fathoms: 7 }, ships: ['a', 'b'] } });
      await sees(ui, 'with a value');
      await log(ui).locator('[data-level]', { hasText: 'with a value' }).getByRole('button', { name: /^Details/ }).click();
      const details = ui.page.getByRole('group', { name: 'Details', exact: true });
      await details.getByText('_meta').waitFor();
      await details.getByText('1', { exact: true }).click();
      await details.getByText('depth').click();
      await details.getByText('fathoms').waitFor();
      await details.getByRole('button', { name: 'Copy as JSON' }).click();
      const copied = await becomes(() => ui.page.evaluate(() => navigator.clipboard.readText()), text => text.startsWith('{'), 'the line is copied');
      assert.equal(JSON.parse(copied)['1'].depth.fathoms, 7);
    });

    journey('levels and subsystems are counted and chosen', async ui => {
      for (const [kind, subsystem] of [['error', 'harbour/a'], ['error', 'harbour/b'], ['fatal', 'harbour/a']]) await says(`a ${kind} of ${subsystem}`, { level: kind, subsystem });
      await sees(ui, 'a fatal of harbour/a');
      await filter(ui).fill('of harbour/');
      await becomes(() => level(ui, 'Error').innerText(), words => /\b2$/.test(words.trim()), 'two errors are counted');
      await level(ui, 'Error').click();
      await isGone(ui, 'a fatal of harbour/a');
      await becomes(() => shown(ui), ([n]) => n === 2, 'two lines are shown');
      await ui.page.getByRole('button', { name: 'Subsystems' }).click();
      await ui.page.getByRole('menuitemcheckbox', { name: 'harbour/b (1)' }).click();
      await ui.page.keyboard.press('Escape');
      await isGone(ui, 'a error of harbour/a');
      await sees(ui, 'a error of harbour/b');
      // No fatal line is of harbour/b, and so there is nothing to choose.
      await level(ui, 'Fatal').waitFor({ state: 'hidden' });
      await ui.button('Clear filters').click();
      await becomes(() => shown(ui), ([n, all]) => n === all, 'all is shown again');
    });

    journey('an expression finds, a bad one is told, one without end does not hold up the page', async ui => {
      await says('berth 17 is free');
      await says('berth x is free');
      await ui.button('Regular expression').click();
      await filter(ui).fill('^BERTH \\d+ is');
      await isGone(ui, 'berth x is free');
      await sees(ui, 'berth 17 is free');
      await becomes(() => shown(ui), ([n]) => n === 1, 'one line is shown');
      await filter(ui).fill('berth (');
      await ui.page.getByText(/This is no regular expression/).waitFor();
      await sees(ui, 'berth 17 is free');
      await says(`${'a'.repeat(60)}!`);
      await filter(ui).fill('^(a+)+$');
      // While it is tried the page answers.
      await ui.page.getByRole('button', { name: 'Wrap lines' }).click();
      await ui.page.getByText(/takes too long on these lines/).waitFor();
      await becomes(() => shown(ui), ([n, all]) => n === all, 'all is shown');
      await filter(ui).fill('berth \\d');
      await becomes(() => shown(ui), ([n]) => n === 1, 'another expression works');
    });

    journey('it follows until one scrolls up, says what is new, and follows again', async ui => {
      await log(ui).hover();
      await ui.page.mouse.wheel(0, -600);
      await ui.button('Follow').waitFor();
      const top = () => log(ui).evaluate(element => element.scrollTop);
      let before;
      await becomes(top, now => { const still = now === before; before = now; return still; }, 'the view stands');
      await gateway.order('log', { message: 'unseen below', count: 5 });
      await ui.page.getByRole('button', { name: /^Follow: \d+ new lines/ }).click();
      await sees(ui, 'unseen below');
      await says('and on it goes');
      await sees(ui, 'and on it goes');
    });

    journey('it stands still when told to, and loses nothing', async ui => {
      await ui.button('Pause').click();
      await gateway.order('log', { message: 'while it stood still', count: 3 });
      await ui.page.getByRole('button', { name: /^Paused: \d+ new lines/ }).waitFor();
      assert.equal(await log(ui).getByText('while it stood still').count(), 0);
      await ui.button('Resume').click();
      await sees(ui, 'while it stood still');
      await ui.button('Pause').waitFor();
    });

    journey('one jumps from error to error', async ui => {
      const [, before] = await shown(ui);
      await says('the first trouble', { level: 'error' });
      await gateway.order('log', { message: 'in between', count: 300 });
      await says('the last trouble', { level: 'error' });
      await gateway.order('log', { message: 'afterwards', count: 300 });
      await becomes(() => shown(ui), ([, all]) => all >= before + 602, 'all has been read');
      await ui.button('Previous error').click();
      await log(ui).locator('[data-marked]', { hasText: 'the last trouble' }).waitFor();
      await ui.button('Previous error').click();
      await log(ui).locator('[data-marked]', { hasText: 'the first trouble' }).waitFor();
      await ui.button('Next error').click();
      await log(ui).locator('[data-marked]', { hasText: 'the last trouble' }).waitFor();
    });

    journey('secrets are masked on screen and in what is taken along, until one asks', async ui => {
      const secret = 'sk-harbour0123456789';
      await says(`calling with password=${'hunter2'} and ${secret}`, { subsystem: 'harbour' });
      await sees(ui, 'password=••••••');
      assert.ok(!(await ui.page.content()).includes('hunter2'));
      await filter(ui).fill('calling with');
      await becomes(() => shown(ui), ([n]) => n === 1, 'one line is left');
      let file = await exported(ui, 'Save as text');
      assert.match(file.name, /^gateway-log-.*\.txt$/);
      assert.equal(file.lines.length, 1);
      assert.match(file.lines[0], /Z {2}info {2}harbour {2}calling with password=•+ and sk-•+$|[+-]\d\d:\d\d {2}info/);
      assert.ok(!file.lines[0].includes(secret));
      await choose(ui, 'View', 'Show');
      await ui.page.keyboard.press('Escape');
      await sees(ui, `password=hunter2 and ${secret}`);
      file = await exported(ui, 'Save as JSON lines');
      assert.ok(JSON.stringify(JSON.parse(file.lines[0])).includes(secret));
      file = await exported(ui, 'Save all as JSON lines');
      const [, all] = await shown(ui);
      assert.ok(file.lines.length >= all - 5, `${file.lines.length} of ${all}`);
    });

    journey('a new day, an emptied file and a line in two halves lose nothing and are told', async ui => {
      await says('the last of the day');
      await sees(ui, 'the last of the day');
      await gateway.order('log-rotate');
      await says('the first of the next day');
      await sees(ui, /^The log goes on in openclaw-\d{4}-\d\d-\d\d\.log\.$/);
      await sees(ui, 'the first of the next day');
      // Far more than a new file holds by the time it is looked at: a gateway sees it by nothing else.
      await gateway.order('log', { message: 'long before the new file', count: 300 });
      await gateway.order('log', { message: 'the last of the old file' });
      await sees(ui, 'the last of the old file');
      await gateway.order('log-replace');
      await sees(ui, 'The log file was replaced or emptied.');
      await says('in the new file');
      await sees(ui, 'in the new file');
      await gateway.order('log-write', { text: '{"0":"one half' });
      await gateway.order('log-write', { text: ' and the other"}\n' });
      await sees(ui, 'one half and the other');
    });
  });
}

describe('the log in floods', () => {
  let gateway;
  before(async () => { gateway = await startDemoGateway(); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());
  const journey = (name, look, steps) => test(name, () => withConsole(browser, gateway, look, steps));

  journey('a thousand lines a second are followed to the last', {}, async ui => {
    await openLogs(ui, gateway);
    const [, before] = await becomes(() => shown(ui), ([, all]) => all > 0, 'the log is read');
    await gateway.order('log-flood', { perSecond: 1000, seconds: 10 });
    const missing = log(ui).getByText(/^Lines are missing here/);
    await becomes(async () => [(await shown(ui))[1], await missing.count()], ([all, gaps]) => all >= before + 10_000 || gaps > 0, 'the flood is read', 90_000);
    await gateway.order('log', { message: 'after the flood' });
    await sees(ui, 'after the flood');
  });

  journey('on a phone everything is in reach and nothing is wider than the screen', PHONE, async ui => {
    await openLogs(ui, gateway);
    const wide = await ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px too wide`);
    for (const name of ['Pause', 'Export']) await ui.button(name).waitFor();
    await filter(ui).fill('gateway');
    await becomes(() => shown(ui), ([n, all]) => n < all, 'lines are left out');
  });

  journey('it is not read while nobody looks, and read on when somebody does', {}, async ui => {
    await openLogs(ui, gateway);
    const hide = hidden => ui.page.evaluate(hidden => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    await hide(true);
    await gateway.order('log', { message: 'written in the dark' });
    // A second page shows when a visible one would have seen it.
    await withConsole(browser, gateway, {}, async other => {
      await openLogs(other, gateway);
      await sees(other, 'written in the dark');
      await gateway.order('log', { message: 'a round later' });
      await sees(other, 'a round later');
    });
    assert.equal(await log(ui).getByText('a round later').count(), 0);
    await hide(false);
    await sees(ui, 'a round later');
  });
});
