// Every page as the rules of accessibility see it, in both themes, and no page wider than a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complaints } from '../harness/axe.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PAGES = ['chat', 'approvals', 'sessions', 'overview', 'channels', 'usage', 'nodes', 'devices', 'config', 'config?at=/channels', 'config?q=token', 'config?tab=raw', 'config?tab=update', 'logs', 'cron', 'cron?view=calendar', 'agents?agent=main', 'agents?agent=main&file=AGENTS.md', 'skills', 'voice', 'debug', 'debug?tab=events', 'debug?tab=wizard'];
// What is half faded in is too faint to read.
const STILL = { reducedMotion: 'reduce' };
const DESK = { ...STILL, viewport: { width: 1400, height: 900 } };
const PHONE = { ...STILL, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser, gateway;
before(async () => {
  browser = await launchBrowser();
  gateway = await startDemoGateway({ more: ['--sessions', '60'] });
});
after(async () => { await browser?.close(); await gateway?.close(); });

/** Opens a page and waits until nothing on it is being loaded. */
async function opened(ui, page) {
  await ui.page.goto(`${gateway.url}${page}#token=${TOKEN}`);
  await ui.isConnected();
  await ui.page.locator('main :is(section, [role=log], [role=grid])').first().waitFor();
  await ui.page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'));
}

for (const page of PAGES) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${page} keeps the rules of accessibility in the ${colorScheme}`, () => withConsole(browser, gateway, { ...DESK, colorScheme }, async ui => {
      await opened(ui, page);
      assert.deepEqual(await complaints(ui), []);
    }));
  }
  test(`${page} fits a phone`, () => withConsole(browser, gateway, PHONE, async ui => {
    await opened(ui, page);
    assert.deepEqual(await complaints(ui), []);
    const wide = await ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px too wide`);
  }));
}
