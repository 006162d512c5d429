// The palette and the keys: everything without a mouse, and nothing that fights a writer.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

describe('keys', () => {
  let gateway;
  before(async () => { gateway = await startDemoGateway({}); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());

  /** Keys come after the first load. */
  const listens = ui => ui.page.locator('[aria-keyshortcuts="Control+K Meta+K"]').waitFor();
  const journey = (name, steps) => test(name, () => withConsole(browser, gateway, {}, async ui => {
    await ui.openConnected();
    await listens(ui);
    await steps(ui, ui.page.keyboard);
  }));
  const field = ui => ui.page.getByRole('combobox', { name: 'Command palette' });
  const options = ui => ui.page.getByRole('listbox', { name: 'Command palette' }).getByRole('option');
  const leaves = ui => ui.page.evaluate(() => document.activeElement?.blur());

  journey('the palette opens while one writes, finds a page, goes there, and remembers it', async (ui, keys) => {
    await ui.composer.fill('half a message');
    await keys.press('Control+k');
    await field(ui).fill('chanl');
    await options(ui).first().filter({ hasText: 'Channels' }).waitFor();
    await keys.press('Enter');
    await ui.page.getByRole('heading', { name: 'Channels', level: 1 }).waitFor();
    await keys.press('Control+k');
    await options(ui).first().filter({ hasText: 'Channels' }).waitFor();
    await keys.press('Escape');
    await field(ui).waitFor({ state: 'detached' });
    await ui.page.getByRole('link', { name: 'Chat', exact: true }).click();
    await becomes(() => ui.composer.inputValue(), value => value === 'half a message', 'nothing typed is lost');
  });

  journey('the palette finds a session, an agent, a job and what can be done', async (ui, keys) => {
    await ui.button('Command palette').click();
    await field(ui).fill('tide tables');
    await options(ui).filter({ hasText: 'Session' }).first().waitFor();
    await field(ui).fill('theme dark');
    await options(ui).filter({ hasText: 'Theme: Dark' }).click();
    await becomes(() => ui.page.evaluate(() => document.documentElement.dataset.theme), is => is === 'dark', 'it is dark');
    await keys.press('Control+k');
    await field(ui).fill('heartbeat every');
    await keys.press('ArrowUp');
    await keys.press('Enter');
    await ui.page.waitForURL(/config\?.*q=heartbeat/);
  });

  journey('g and a letter goes to a page, ? tells all keys, and n begins a session', async (ui, keys) => {
    await leaves(ui);
    await keys.press('g');
    await keys.press('o');
    await ui.page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await keys.press('?');
    const sheet = ui.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Command palette').waitFor();
    // Letters do nothing while it is open.
    await keys.press('g');
    await keys.press('u');
    await keys.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await ui.page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await keys.press('n');
    await ui.page.waitForURL(/chat\?session=agent%3A\w+%3Adesk-/);
  });

  journey('letters are letters where one writes, and nowhere keys if one does not want them', async (ui, keys) => {
    await ui.composer.click();
    await keys.type('going n?/');
    assert.equal(await ui.composer.inputValue(), 'going n?/');
    await ui.page.goto(`${gateway.url}settings`);
    await ui.isConnected();
    await listens(ui);
    await ui.page.getByRole('switch', { name: 'Single letters are shortcuts' }).click();
    await leaves(ui);
    await keys.press('g');
    await keys.press('o');
    await keys.press('?');
    // What the keys would have opened had the same time as this.
    await keys.press('Control+k');
    await field(ui).waitFor();
    assert.equal(await ui.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count(), 0);
    assert.match(ui.page.url(), /settings/);
  });
});
