// Every page as the rules of accessibility see it, in both themes, and no page wider than a phone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PAGES = ['chat', 'approvals', 'sessions', 'overview', 'channels', 'usage', 'nodes', 'devices', 'agents?agent=main', 'agents?agent=main&file=AGENTS.md', 'config', 'config?at=/channels', 'config?q=token', 'config?tab=raw', 'config?tab=update'];
const DESK = { viewport: { width: 1400, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let axe, browser, gateway;
before(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
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

/** What breaks the rules of WCAG 2.2 AA, a line each. */
async function complaints(ui) {
  await ui.page.evaluate(axe);
  return ui.page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`));
  });
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
