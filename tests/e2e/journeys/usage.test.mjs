// What it costs, and why: the span, the query, from a day to a session to its log, and each chart with its table.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, describe, test } from 'node:test';
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

const number = text => (text === 'unknown' ? null : Number(text.replaceAll(/[$,]/g, '')));

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) {
  onGateway(profile, journey => {
    journey('the charts are drawn, and their tables say the same', async ui => {
      await drawn(ui, DAYS);
      assert.ok(await colors(ui, DAYS) > 4, 'the days are on the canvas');
      const { series, places } = await option(ui, DAYS);
      const table = await asTable(ui, DAYS);
      assert.equal(table.rows.length, places.length);
      for (const { name, data } of series) {
        const column = table.head.indexOf(name);
        if (column < 0) continue;
        assert.deepEqual(table.rows.map(row => number(row[column])), data, name);
      }
      await drawn(ui, HOURS);
      assert.ok(await colors(ui, HOURS) > 4, 'the hours are on the canvas');
      const hours = await option(ui, HOURS);
      const week = await asTable(ui, HOURS);
      for (const [hour, day, value] of hours.series[0].data) {
        assert.equal(number(week.rows[day][hour + 1]), Math.round(value ?? 0));
      }
      await drawn(ui, MONTH);
      const month = await option(ui, MONTH);
      assert.equal((await asTable(ui, MONTH)).rows.length, month.places.length);
    });

    journey('a day leads to its sessions, a session to its course and log, and back', async ui => {
      await drawn(ui, DAYS);
      const { rows } = await asTable(ui, DAYS);
      const all = await sessions(ui).getAttribute('aria-rowcount');
      const best = rows.reduce((one, other) => (number(other[5]) > number(one[5]) ? other : one));
      const chart = figure(ui, DAYS);
      await chart.getByRole('button', { name: 'Show as table' }).click();
      await chart.getByRole('button', { name: best[0], exact: true }).press('Enter');
      await ui.page.getByText(`Only ${best[0]} is looked at.`).waitFor();
      assert.equal(await tile(ui, 'Tokens'), best[5], 'the totals are those of the day');
      assert.notEqual(await sessions(ui).getAttribute('aria-rowcount'), all);
      const before = ui.page.url();
      const first = sessions(ui).getByRole('link').first();
      const name = await first.innerText();
      await first.click();
      await ui.page.getByRole('heading', { name, exact: true }).waitFor();
      await drawn(ui, /for each turn/);
      await ui.page.getByRole('button', { name: 'Cumulative' }).click();
      await ui.page.getByRole('img', { name: /summed up turn by turn/ }).waitFor();
      const { series } = await option(ui, /summed up turn by turn/);
      const [{ data }] = series;
      assert.ok(data.every((value, at) => at === 0 || value >= data[at - 1]), 'a sum never falls');
      const log = region(ui, 'Log');
      const count = async () => Number((await log.getByRole('status').innerText()).replaceAll(/\D/g, ''));
      const whole = await count();
      assert.ok(whole > 0);
      await log.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'User' }).click();
      assert.ok(await count() < whole);
      // The address leads to the same session again.
      await ui.page.reload();
      await ui.page.getByRole('heading', { name, exact: true }).waitFor();
      await ui.page.getByRole('link', { name: 'Back to all sessions' }).click();
      await ui.page.getByText(`Only ${best[0]} is looked at.`).waitFor();
      assert.equal(ui.page.url(), before);
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
      const model = region(ui, 'By model').getByRole('button', { pressed: false }).first();
      const words = (await model.innerText()).split(/\s/)[0];
      await model.click();
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
    await drawn(ui, DAYS);
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
    assert.equal(list.trim().split('\r\n').length, Number(await sessions(ui).getAttribute('aria-rowcount')));
  });

  journey('another theme is another drawing', async ui => {
    await drawn(ui, DAYS);
    const light = await option(ui, DAYS);
    await ui.page.emulateMedia({ colorScheme: 'dark' });
    await ui.page.waitForFunction(before => {
      const place = [...document.querySelectorAll('[role=img]')].find(it => it.querySelector('canvas'));
      return JSON.stringify(globalThis.echarts.getInstanceByDom(place).getOption().color) !== before;
    }, JSON.stringify(light.color));
    assert.ok(await colors(ui, DAYS) > 4);
  });

  journey('a budget is kept, and the forecast says its method', async ui => {
    await drawn(ui, MONTH);
    const month = region(ui, 'This month');
    await month.getByText(/^Method: /).waitFor();
    await month.getByRole('textbox').fill('0,01');
    await month.getByText(/over the budget/).waitFor();
    assert.ok((await option(ui, MONTH)).series.some(({ name }) => name === 'Budget'));
    await ui.page.reload();
    await drawn(ui, MONTH);
    assert.equal(await month.getByRole('textbox').inputValue(), '0.01');
  });

  journey('on a phone nothing goes sideways and the charts are there', async ui => {
    await drawn(ui, DAYS);
    const { inner, outer } = await ui.page.evaluate(() => ({ inner: document.querySelector('.sheet').scrollWidth, outer: innerWidth }));
    assert.ok(inner <= outer, `${inner} in ${outer}`);
    assert.ok(await colors(ui, DAYS) > 4);
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
