// Every page as the rules of accessibility see it, in both themes, and no page wider than a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complaints } from '../harness/axe.mjs';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { DESK, PAGES, PHONE, openPage, tooWide } from '../harness/pages.mjs';

let browser, gateway;
before(async () => {
  browser = await launchBrowser();
  gateway = await startDemoGateway({ more: ['--sessions', '60'] });
});
after(async () => { await browser?.close(); await gateway?.close(); });

for (const page of PAGES) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${page} keeps the rules of accessibility in the ${colorScheme}`, () => withConsole(browser, gateway, { ...DESK, colorScheme }, async ui => {
      await openPage(ui, gateway, page);
      assert.deepEqual(await complaints(ui), []);
    }));
  }
  test(`${page} fits a phone`, () => withConsole(browser, gateway, PHONE, async ui => {
    await openPage(ui, gateway, page);
    assert.deepEqual(await complaints(ui), []);
    await becomes(() => tooWide(ui), wide => wide <= 0, 'the page is no wider than the phone');
  }));
}
