// For everyone: lines that begin at the right, everything twice as large, nothing that moves, the colours of the system.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { complaints } from '../harness/axe.mjs';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { DESK, PAGES, SMALL_PHONE, TWICE, openPage, tooWide } from '../harness/pages.mjs';

let browser, gateway;
before(async () => {
  browser = await launchBrowser();
  gateway = await startDemoGateway({ more: ['--sessions', '60'] });
});
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

/** The page as for a reader of Arabic: only the direction, as there is no catalogue. */
const fromTheRight = () => new MutationObserver((_, watcher) => {
  if (!document.documentElement) return;
  document.documentElement.dir = 'rtl';
  watcher.disconnect();
}).observe(document, { childList: true });

describe('lines that begin at the right', () => {
  for (const page of PAGES) {
    for (const [where, look] of [['a desk', DESK], ['a small phone', SMALL_PHONE]]) {
      test(`${page} on ${where}`, () => withConsole(browser, gateway, look, async ui => {
        await ui.page.addInitScript(fromTheRight);
        await openPage(ui, gateway, page);
        // What hangs out at the side where lines end stands at negative places here.
        await becomes(() => ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), wide => wide <= 0, 'nothing is wider than the screen');
        if (look === DESK) {
          const side = await ui.page.getByRole('navigation', { name: 'Main' }).first().evaluate(rail => rail.getBoundingClientRect().left > innerWidth / 2);
          assert.ok(side, 'the rail is at the right');
        }
      }));
    }
  }
});

describe('everything twice as large', () => {
  for (const page of PAGES) {
    test(page, () => withConsole(browser, gateway, TWICE, async ui => {
      await openPage(ui, gateway, page);
      await becomes(() => tooWide(ui), wide => wide <= 0, 'nothing is wider than the window');
    }));
  }
});

test('nothing moves for those who do not want it', () => withConsole(browser, gateway, DESK, async ui => {
  await ui.openConnected({ session: 'agent:main:main' });
  await ui.articles.last().waitFor();
  await ui.send('flood 300 every 5ms');
  await ui.seeLive('w39');
  await ui.button('Command palette').click();
  await ui.page.getByRole('combobox', { name: 'Command palette' }).waitFor();
  const moving = () => ui.page.evaluate(() => document.getAnimations().filter(it => {
    const { duration, iterations } = it.effect.getComputedTiming();
    const moves = it.effect.getKeyframes().some(({ translate, transform, scale, rotate }) => [translate, transform, scale, rotate].some(value => value && value !== 'none'));
    return moves && (duration > 10 && iterations !== 0);
  }).map(it => `${it.animationName ?? it.transitionProperty} on ${it.effect.target?.className}`));
  assert.deepEqual(await moving(), []);
}));

describe('the colours of the system', () => {
  for (const page of ['chat', 'overview', 'config', 'sessions', 'settings']) {
    test(page, () => withConsole(browser, gateway, { ...DESK, forcedColors: 'active' }, async ui => {
      await openPage(ui, gateway, page);
      assert.deepEqual(await complaints(ui), []);
      // What is chosen is told by more than a colour of ours.
      const here = ui.page.getByRole('navigation', { name: 'Main' }).first().locator('[aria-current="page"]');
      const other = ui.page.getByRole('navigation', { name: 'Main' }).first().locator('a:not([aria-current])').first();
      const look = link => link.evaluate(it => { const { backgroundColor, color, outlineStyle, borderStyle, fontWeight, forcedColorAdjust } = getComputedStyle(it); return JSON.stringify({ backgroundColor, color, outlineStyle, borderStyle, fontWeight, forcedColorAdjust }); });
      assert.notEqual(await look(here), await look(other));
    }));
  }
});
