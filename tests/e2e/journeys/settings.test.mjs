// This browser's settings: looks, keys, saved gateways, what is stored, taken along and forgotten.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

describe('settings of this browser', () => {
  let gateway;
  before(async () => { gateway = await startDemoGateway({}); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());

  const journey = (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
    await ui.page.goto(`${gateway.url}settings#token=${TOKEN}`);
    await ui.isConnected();
    await ui.page.getByRole('heading', { name: 'Looks' }).waitFor();
    await steps(ui);
  }));
  const root = (ui, name) => ui.page.evaluate(name => document.documentElement.getAttribute(name), name);
  const press = (ui, name) => ui.page.getByRole('button', { name, exact: true }).click();

  journey('looks change at once and stay', async ui => {
    await ui.page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Dark' }).click();
    await ui.page.getByRole('group', { name: 'Density' }).getByRole('button', { name: 'Compact' }).click();
    await becomes(() => root(ui, 'data-density'), is => is === 'compact', 'it is denser');
    await ui.page.reload();
    await ui.isConnected();
    await becomes(async () => [await root(ui, 'data-theme'), await root(ui, 'data-density')], ([theme, density]) => theme === 'dark' && density === 'compact', 'both stay');
  });

  journey('another key sends', async ui => {
    await press(ui, 'Ctrl or ⌘ + Enter');
    await ui.page.getByRole('link', { name: 'Chat', exact: true }).click();
    await ui.composer.fill('first line');
    await ui.composer.press('Enter');
    await ui.composer.pressSequentially('second line');
    assert.equal(await ui.composer.inputValue(), 'first line\nsecond line');
    await ui.composer.press('Control+Enter');
    await ui.mine.filter({ hasText: 'second line' }).waitFor();
    assert.equal(await ui.composer.inputValue(), '');
  });

  journey('a gateway gets a name of its own, and is forgotten with all that is kept for it', async ui => {
    const one = () => ui.page.getByRole('listitem').filter({ hasText: 'ws://127.0.0.1' });
    await one().getByText('Connected here').waitFor();
    await press(ui, 'Name, mark and color');
    await ui.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Attic');
    await press(ui, 'Keep');
    await one().getByText('Attic').waitFor();
    await ui.page.evaluate(() => {
      const url = JSON.parse(localStorage.getItem('quarterdeck.gateways'))[0].url;
      localStorage.setItem(`quarterdeck.draft:${url}|agent:main:main`, 'a draft');
      localStorage.setItem(`quarterdeck.draft:${url}9|agent:main:main`, 'of another');
    });
    await press(ui, 'Forget');
    await ui.page.getByRole('dialog').getByRole('button', { name: 'Forget', exact: true }).click();
    await ui.button('Connect').waitFor();
    const left = await ui.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(name => /draft|token/.test(name)));
    assert.equal(left.length, 1, `${left}`);
    assert.match(left[0], /9\|agent:main:main$/);
  });

  journey('settings are taken along without secrets, and brought back', async ui => {
    await ui.page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Dark' }).click();
    const download = ui.page.waitForEvent('download');
    await press(ui, 'Export settings');
    const file = await (await download).path();
    const text = fs.readFileSync(file, 'utf8');
    assert.equal(JSON.parse(text).prefs.theme, 'dark');
    assert.ok(!text.includes(TOKEN));
    await ui.page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Light' }).click();
    await becomes(() => root(ui, 'data-theme'), is => is === 'light', 'it is light');
    await ui.page.locator('input[type=file]').setInputFiles({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await ui.page.getByText('The settings are in force.').waitFor();
    await becomes(() => root(ui, 'data-theme'), is => is === 'dark', 'it is dark again');
    await ui.page.locator('input[type=file]').setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"theme":"light"}') });
    await ui.page.getByText('This file holds no settings of Quarterdeck.').waitFor();
    assert.equal(await root(ui, 'data-theme'), 'dark');
  });

  journey('everything is forgotten, and the next visit is a first one', async ui => {
    await ui.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await press(ui, 'Forget everything');
    await ui.page.getByRole('dialog').getByRole('button', { name: 'Forget everything' }).click();
    await ui.button('Connect').waitFor();
    const ours = await ui.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(name => /gateways|draft|token/.test(name)));
    assert.deepEqual(ours, []);
  });

  journey('the console is loaded anew when what is kept of it has gone wrong', async ui => {
    await ui.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const name = (await caches.keys()).find(name => name.startsWith('quarterdeck:'));
      await (await caches.open(name)).put('/spoilt', new Response('spoilt'));
    });
    await Promise.all([ui.page.waitForEvent('load'), press(ui, 'Load the console anew')]);
    await ui.isConnected();
    const spoilt = await ui.page.evaluate(async () => Boolean(await caches.match('/spoilt')));
    assert.ok(!spoilt);
  });

  journey('on a small phone nothing is wider than the screen', async ui => {
    await becomes(() => ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), over => over <= 0, 'it fits');
  }, PHONE);
});
