// What it costs, and why: the span, the query, from a day to a session to its log, and each chart with its table.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const DESK = { viewport: { width: 1280, height: 900 }, timezoneId: 'Europe/Berlin', acceptDownloads: true };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

/** Journeys on the usage page of a gateway of this version. */
function onGateway(profile, journeys) {
  describe(`usage of ${profile}`, () => {
    let gateway;
    before(async () => { gateway = await startDemoGateway({ profile }); });
    beforeEach(() => gateway.reset());
    after(() => gateway?.close());
    journeys((name, steps, { look = {}, query = '' } = {}) => test(name, () => withConsole(browser, gateway, { ...DESK, ...look }, async ui => {
      await ui.page.goto(`${gateway.url}usage${query}#token=${TOKEN}`);
      await ui.isConnected();
      await steps(ui);
    })));
  });
}

const DAYS = /bar chart of tokens by kind per day/;
const HOURS = /^Heat map/;
const MONTH = /^Line chart of this month/;
const figure = (ui, name) => ui.page.locator('.chart').filter({ has: ui.page.locator('[role=img]').and(ui.page.getByLabel(name)) });
const region = (ui, name) => ui.page.getByRole('region', { name, exact: true });
const drawn = (ui, name) => ui.page.locator('.chart[data-stage=drawn]').getByRole('img', { name }).waitFor();
const tile = (ui, name) => region(ui, 'Totals').locator('div').filter({ has: ui.page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('dd').first().innerText();
const sessions = ui => ui.page.getByRole('table', { name: 'Sessions' });

/** All that is asked for at the start has been answered: before, the days may be those of `usage.cost` alone. */
async function isRead(ui) {
  await drawn(ui, HOURS);
  await drawn(ui, DAYS);
  await ui.page.locator('.range_bar button:not([aria-busy])', { hasText: 'Refresh' }).waitFor();
}

/** What ECharts holds for a figure: the names at its bottom, and each series. */
const option = (ui, name) => ui.page.getByRole('img', { name }).evaluate(place => {
  const { xAxis, series, textStyle, color } = globalThis.echarts.getInstanceByDom(place).getOption();
  const value = one => (one !== null && typeof one === 'object' && 'value' in one ? one.value : one);
  return { places: xAxis[0].data, color, textStyle, series: series.map(it => ({ name: it.name, data: it.data.map(value) })) };
});

/** How many colors stand on the canvas of a figure. */
const colors = (ui, name) => ui.page.getByRole('img', { name }).evaluate(place => {
  const canvas = place.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const found = new Set();
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 200) found.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
  return found.size;
});

/** The rows of a figure's table, read as an operator reads them. */
async function asTable(ui, name) {
  const section = figure(ui, name);
  await section.getByRole('button', { name: 'Show as table' }).click();
  const rows = await section.locator('tr').evaluateAll(rows => rows.map(row => [...row.cells].map(cell => cell.innerText)));
  await section.getByRole('button', { name: 'Show as drawing' }).click();
  return { head: rows[0], rows: rows.slice(1) };
}

/** Until a figure and its table say the same: a drawing follows its table by a frame. */
const agree = (ui, name, isSame, what) => becomes(async () => ({ drawing: await option(ui, name), table: await asTable(ui, name) }), ({ drawing, table }) => isSame(drawing, table), what);
const isColorful = (ui, name, what) => becomes(() => colors(ui, name), count => count > 4, what);

const number = text => (text === 'unknown' ? null : Number(text.replaceAll(/[$,]/g, '')));

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) {
  onGateway(profile, journey => {
    journey('the charts are drawn, and their tables say the same', async ui => {
      await isRead(ui);
      await isColorful(ui, DAYS, 'the days are on the canvas');
      await agree(ui, DAYS, ({ series, places }, { head, rows }) => rows.length === places.length && series.filter(({ name }) => head.includes(name))
        .every(({ name, data }) => isDeepStrictEqual(rows.map(row => number(row[head.indexOf(name)])), data)), 'the table of the days');
      await isColorful(ui, HOURS, 'the hours are on the canvas');
      await agree(ui, HOURS, ({ series }, { rows }) => series[0].data.every(([hour, day, value]) => number(rows[day][hour + 1]) === Math.round(value ?? 0)), 'the table of the hours');
      await drawn(ui, MONTH);
      await agree(ui, MONTH, ({ places }, { rows }) => rows.length === places.length, 'the table of the month');
    });

    journey('a day leads to its sessions, a session to its course and log, and back', async ui => {
      await isRead(ui);
      const { rows } = await asTable(ui, DAYS);
      const rowCount = () => sessions(ui).getAttribute('aria-rowcount').then(Number);
      const all = await becomes(rowCount, count => count > 1, 'the sessions are listed');
      const best = rows.reduce((one, other) => (number(other[5]) > number(one[5]) ? other : one));
      const chart = figure(ui, DAYS);
      await chart.getByRole('button', { name: 'Show as table' }).click();
      await chart.getByRole('button', { name: best[0], exact: true }).press('Enter');
      await ui.page.getByText(`Only ${best[0]} is looked at.`).waitFor();
      await becomes(() => tile(ui, 'Tokens'), tokens => tokens === best[5], 'the totals are those of the day');
      await becomes(rowCount, count => count !== all, 'the sessions are those of the day');
      await ui.page.waitForURL(/day=/);
      const before = ui.page.url();
      const first = sessions(ui).getByRole('link').first();
      const name = await first.innerText();
      await first.click();
      await ui.page.getByRole('heading', { name, exact: true }).waitFor();
      await drawn(ui, /for each turn/);
      await ui.page.getByRole('button', { name: 'Cumulative' }).click();
      await ui.page.getByRole('img', { name: /summed up turn by turn/ }).waitFor();
      const isSum = ({ series: [{ data }] }) => data.every((value, at) => at === 0 || value >= data[at - 1]);
      await becomes(() => option(ui, /summed up turn by turn/), isSum, 'a sum never falls');
      const log = region(ui, 'Log');
      const count = async () => Number((await log.getByRole('status').innerText()).replaceAll(/\D/g, ''));
      const whole = await count();
      assert.ok(whole > 0);
      await log.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'User' }).click();
      await becomes(count, now => now < whole, 'fewer lines');
      // The address leads to the same session again.
      await ui.page.reload();
      await ui.page.getByRole('heading', { name, exact: true }).waitFor();
      await ui.page.getByRole('link', { name: 'Back to all sessions' }).click();
      await ui.page.getByText(`Only ${best[0]} is looked at.`).waitFor();
      await becomes(() => ui.page.url(), url => url === before, 'the address is that of before');
      await ui.button('Show all days').click();
      await ui.page.getByText('Press a day to look at it alone.').waitFor();
    });

    journey('spans, clocks and queries change what is shown, and the address tells', async ui => {
      await drawn(ui, DAYS);
      // The old figures stand until the new ones are there.
      const days = (are, what) => becomes(() => option(ui, DAYS), ({ places }) => are(places.length), what);
      await ui.button('7 days').click();
      await days(count => count === 7, 'seven days are drawn');
      await ui.page.waitForURL(/days=7d/);
      await ui.button('90 days').click();
      await days(count => count >= 90, 'ninety days are drawn');
      await ui.button('UTC').click();
      await drawn(ui, HOURS);
      await ui.page.getByRole('img', { name: /^Heat map.*\(UTC\)$/ }).waitFor();
      await isRead(ui);
      const model = region(ui, 'By model').getByRole('button', { pressed: false });
      const words = (await model.first().innerText()).split(/\s/)[0];
      await model.filter({ hasText: new RegExp(`^\\s*${words}\\s`) }).first().click();
      await ui.button(`Remove model:${words}`).waitFor();
      await region(ui, 'By model').getByRole('button', { pressed: true }).waitFor();
      await ui.page.waitForURL(/q=model%3A/);
      await ui.button(`Remove model:${words}`).click();
      const query = ui.page.getByRole('combobox', { name: 'Query' });
      await query.fill('modle:x');
      await ui.page.getByText('Perhaps model?').waitFor();
      await query.fill('cha');
      await ui.page.getByRole('option', { name: 'channel:' }).waitFor();
      await query.press('ArrowDown');
      await query.press('Enter');
      assert.match(await query.inputValue(), /^cha/);
    });
  });
}

onGateway('2026.9.6', journey => {
  journey('what is on the screen is handed over as files', async ui => {
    await isRead(ui);
    const { rows } = await asTable(ui, DAYS);
    const file = async name => {
      await ui.button('Export').click();
      const [download] = await Promise.all([ui.page.waitForEvent('download'), ui.page.getByRole('menuitem', { name }).click()]);
      return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
    };
    const [name, days] = await file('Days as CSV');
    assert.match(name, /^usage-[\d-]+-to-[\d-]+-days\.csv$/);
    const lines = days.trim().split('\r\n');
    const tokens = lines[0].split(',').indexOf('tokens');
    assert.deepEqual(lines.slice(1).map(line => Number(line.split(',')[tokens])), rows.map(row => number(row[5])));
    const [, json] = await file('Everything as JSON');
    assert.equal(JSON.stringify(JSON.parse(json)).includes('NaN'), false);
    const [, list] = await file('Sessions as CSV');
    const lineCount = list.trim().split('\r\n').length;
    await becomes(() => sessions(ui).getAttribute('aria-rowcount').then(Number), count => count === lineCount, 'as many sessions as in the table');
  });

  journey('another theme is another drawing', async ui => {
    await drawn(ui, DAYS);
    const light = await option(ui, DAYS);
    await ui.page.emulateMedia({ colorScheme: 'dark' });
    await ui.page.waitForFunction(before => {
      const place = [...document.querySelectorAll('[role=img]')].find(it => it.querySelector('canvas'));
      return JSON.stringify(globalThis.echarts.getInstanceByDom(place).getOption().color) !== before;
    }, JSON.stringify(light.color));
    await isColorful(ui, DAYS, 'the days are on the canvas');
  });

  journey('a budget is kept, and the forecast says its method', async ui => {
    await drawn(ui, MONTH);
    const month = region(ui, 'This month');
    await month.getByText(/^Method: /).waitFor();
    await month.getByRole('textbox').fill('0,01');
    await month.getByText(/over the budget/).waitFor();
    await becomes(() => option(ui, MONTH), ({ series }) => series.some(({ name }) => name === 'Budget'), 'the budget is drawn');
    await ui.page.reload();
    await drawn(ui, MONTH);
    await becomes(() => month.getByRole('textbox').inputValue(), value => value === '0.01', 'the budget is kept');
  });

  journey('on a phone nothing goes sideways and the charts are there', async ui => {
    await isRead(ui);
    const { inner, outer } = await ui.page.evaluate(() => ({ inner: document.querySelector('.sheet').scrollWidth, outer: innerWidth }));
    assert.ok(inner <= outer, `${inner} in ${outer}`);
    await isColorful(ui, DAYS, 'the days are on the canvas');
    await asTable(ui, DAYS);
  }, { look: PHONE });
});

describe('usage without its drawing script', () => {
  let gateway;
  before(async () => { gateway = await startDemoGateway({ profile: '2026.9.6' }); });
  after(() => gateway?.close());

  // A service worker would fetch the script where no route of the page's is asked.
  test('the tables stand instead', () => withConsole(browser, gateway, { ...DESK, serviceWorkers: 'block' }, async ui => {
    ui.guards.expect(/ERR_FAILED/);
    await ui.page.route(/echarts[^/]*\.js$/, route => route.abort());
    await ui.page.goto(`${gateway.url}usage#token=${TOKEN}`);
    await ui.isConnected();
    await ui.page.getByText('The drawing could not be loaded').first().waitFor();
    await ui.page.getByRole('group', { name: DAYS }).getByRole('rowheader').first().waitFor();
  }));
});
