// The page of configuration: its parts, what is looked for, the address, what is wrong, and all of it by the keyboard.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const DESK = { viewport: { width: 1400, height: 900 } };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

/** Journeys on the configuration of a gateway of this version. */
function onGateway(profile, journeys) {
  describe(`configuration of ${profile}`, () => {
    let gateway;
    before(async () => { gateway = await startDemoGateway({ profile }); });
    beforeEach(() => gateway.reset());
    after(() => gateway?.close());
    journeys((name, steps, { look = {}, query = '' } = {}) => test(name, () => withConsole(browser, gateway, { ...DESK, ...look }, async ui => {
      await ui.page.goto(`${gateway.url}config${query}#token=${TOKEN}`);
      await ui.isConnected();
      await ui.page.getByRole('heading', { level: 2 }).first().waitFor();
      await steps(ui, gateway);
    })));
  });
}

const form = ui => ui.page.getByRole('region', { name: 'Config' }).getByRole('tabpanel');
const sections = ui => ui.page.getByRole('navigation', { name: 'Sections' });
const section = (ui, name) => sections(ui).getByRole('link', { name: new RegExp(`^${name}(?:\\s*,|$)`) });
const heading = (ui, name) => ui.page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
const search = ui => ui.page.getByRole('searchbox', { name: 'Search settings' });
const results = ui => ui.page.getByRole('list', { name: 'Settings found' }).getByRole('button');
const problems = ui => form(ui).locator('details').filter({ has: ui.page.locator('summary', { hasText: /error|warning/ }) });
const at = ui => new URL(ui.page.url()).searchParams.get('at');
const atBecomes = (ui, place) => becomes(() => at(ui), now => now === place, 'the address');
/** What of the configuration has the keyboard. */
const place = ui => ui.page.evaluate(() => document.activeElement.closest('[data-at]')?.dataset.at);

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) {
  onGateway(profile, journey => {
    journey('parts say what is set in them, and the way back leads where one was', async ui => {
      await heading(ui, 'Gateway');
      await section(ui, 'Gateway').filter({ hasText: /\d+ set/ }).waitFor();
      await section(ui, 'Logging').click();
      await heading(ui, 'Logging');
      await atBecomes(ui, '/logging');
      await ui.page.goBack();
      await heading(ui, 'Gateway');
      await ui.page.goForward();
      await heading(ui, 'Logging');
      await ui.page.reload();
      await heading(ui, 'Logging');
    });

    journey('a setting is found by its name and by its value, and gets the keyboard', async ui => {
      await search(ui).fill('calm navigator');
      await results(ui).first().filter({ hasText: /agents\..*identity\.theme/ }).waitFor();
      await search(ui).fill('gateway port');
      await results(ui).filter({ hasText: 'gateway.port' }).first().waitFor();
      await search(ui).press('ArrowDown');
      await becomes(() => ui.page.evaluate(() => document.activeElement.closest('ul')?.id), id => id === 'config-results', 'the first result has the keyboard');
      await results(ui).filter({ has: ui.page.getByText('gateway.port', { exact: true }) }).first().press('Enter');
      await heading(ui, 'Gateway');
      await becomes(() => place(ui), now => now === '/gateway/port', 'the setting has the keyboard');
      await atBecomes(ui, '/gateway/port');
    });

    journey('what is half typed is checked, said at its field and in the summary, and leads there', async ui => {
      await ui.page.goto(`${new URL(ui.page.url()).origin}${new URL(ui.page.url()).pathname}?at=/gateway/port`);
      await becomes(() => place(ui), now => now === '/gateway/port', 'the setting has the keyboard');
      const port = ui.page.locator('[data-at="/gateway/port"] input').first();
      await port.fill('-5');
      await problems(ui).filter({ hasText: /1 error/ }).waitFor();
      await ui.page.locator('[data-at="/gateway/port"]').getByText(/Has to be/).first().waitFor();
      await becomes(() => port.getAttribute('aria-invalid'), is => is === 'true', 'the field says so');
      await section(ui, 'Gateway').filter({ hasText: /1 problem, 1 changed/ }).waitFor();
      await section(ui, 'Logging').click();
      await heading(ui, 'Logging');
      await problems(ui).locator('summary').click();
      await problems(ui).getByRole('button', { name: /Port/ }).click();
      await becomes(() => place(ui), now => now === '/gateway/port', 'the setting has the keyboard');
      await port.fill('18789');
      await problems(ui).waitFor({ state: 'detached' });
    });

    journey('the configuration as it is has no faults of ours', async ui => {
      // The validator has had its say once something of each part was changed and changed back.
      await ui.page.goto(`${new URL(ui.page.url()).origin}${new URL(ui.page.url()).pathname}?at=/logging/level`);
      await becomes(() => place(ui), now => now === '/logging/level', 'the setting has the keyboard');
      await ui.page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /validate/.test(name)));
      assert.equal(await form(ui).getByText(/\d+ error/).count(), 0);
    });

    journey('only what is set is shown, then only what is changed', async ui => {
      await section(ui, 'Gateway').filter({ hasText: /\d+ set/ }).waitFor();
      const all = await sections(ui).getByRole('link').count();
      await ui.button('Set').click();
      await becomes(() => sections(ui).getByRole('link').count(), now => now < all && now > 5, 'fewer parts');
      assert.equal(new URL(ui.page.url()).searchParams.get('only') ?? 'set', 'set');
      await ui.button('Changed').click();
      await sections(ui).getByText('Nothing is changed here.').waitFor();
      await ui.button('All').click();
      await becomes(() => sections(ui).getByRole('link').count(), now => now === all, 'all parts');
    });

    journey('without a pointer: parts, tabs and search by keys alone', async ui => {
      await section(ui, 'Gateway').focus();
      await ui.page.keyboard.press('End');
      const last = await sections(ui).getByRole('link').last().getAttribute('href');
      await becomes(() => ui.page.evaluate(() => document.activeElement.getAttribute('href')), href => href === last, 'the last part has the keyboard');
      await ui.page.keyboard.press('Enter');
      await becomes(() => at(ui), now => last.endsWith(`at=${now}`), 'the last part');
      await ui.page.getByRole('tab', { name: 'Form' }).focus();
      await ui.page.keyboard.press('ArrowRight');
      await ui.page.getByRole('tab', { name: 'Raw', selected: true }).waitFor();
      await becomes(() => new URL(ui.page.url()).searchParams.get('tab'), now => now === 'raw', 'the address');
      await ui.page.keyboard.press('Home');
      await search(ui).focus();
      await ui.page.keyboard.type('logging level');
      await results(ui).first().waitFor();
      await ui.page.keyboard.press('Enter');
      await heading(ui, 'Logging');
      await becomes(() => search(ui).inputValue(), words => words === '', 'the search is over');
    });
  });
}

onGateway('2026.9.6', journey => {
  journey('on a phone parts are chosen, and nothing scrolls sideways', async ui => {
    const picker = ui.page.getByRole('combobox', { name: 'Sections' });
    await picker.selectOption('/channels');
    await heading(ui, 'Channels');
    const wide = await ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
    assert.equal(await sections(ui).count(), 0);
  }, { look: PHONE });

  journey('a file that the gateway cannot read is said, and leads to its text', async (ui, gateway) => {
    await gateway.order('config-breaks');
    await ui.page.reload();
    await ui.page.getByText('The gateway does not accept its own file').waitFor();
    await ui.button('Open Raw').click();
    await ui.page.getByRole('tab', { name: 'Raw', selected: true }).waitFor();
  });

  journey('the document stays small in every part', async ui => {
    await section(ui, 'Gateway').filter({ hasText: /\d+ set/ }).waitFor();
    const links = await sections(ui).getByRole('link').all();
    for (const link of links) {
      await link.click();
      await ui.page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
      const nodes = await ui.page.evaluate(() => document.querySelectorAll('*').length);
      assert.ok(nodes < 3000, `${await link.getAttribute('href')}: ${nodes} nodes`);
    }
  });
});
