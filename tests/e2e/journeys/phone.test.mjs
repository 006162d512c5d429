// In the pocket: every page on two sizes of phone, for a finger.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { PAGES, PHONE, SMALL_PHONE, openPage, tooWide } from '../harness/pages.mjs';

/** What a finger needs, in pixels each way. */
const FINGER = 44;

let browser, gateway;
before(async () => {
  browser = await launchBrowser();
  gateway = await startDemoGateway({ more: ['--sessions', '60'] });
});
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

/** What is smaller on purpose: lines of a log are as many as fit, and a session opens wherever its row is pressed. */
const SMALL = '.log_line__open, .table__title';

/** What is pressed and cannot be hit within `least` pixels around its middle. Links within a text are as high as its lines. */
function smallTargets([least, small]) {
  const pressed = 'a[href], button, input, select, textarea, summary, [role="tab"], [role="switch"], [role="option"], [role="menuitem"], [role="treeitem"]';
  const found = [];
  // News come and go.
  for (const news of document.querySelectorAll('.toast')) news.style.display = 'none';
  for (const target of [...document.querySelectorAll(pressed)].slice(0, 400)) {
    if (!target.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || target.closest('[inert]') || target.matches(small)) continue;
    // Clipped away until the keyboard comes to it.
    if (getComputedStyle(target).clipPath !== 'none') continue;
    const inText = getComputedStyle(target).display === 'inline' && target.closest('p, li, td, dd');
    const area = target.matches('input[type="checkbox"], input[type="radio"]') ? target.closest('label') ?? document.querySelector(`label[for="${target.id}"]`) ?? target : target;
    const { width, height } = area.getBoundingClientRect();
    if (inText || width <= 1 || height <= 1) continue;
    area.scrollIntoView({ block: 'center', inline: 'center' });
    const box = area.getBoundingClientRect();
    const [x, y, half] = [box.x + box.width / 2, box.y + box.height / 2, least / 2 - 1.1];
    const isHit = (x, y) => {
      const hit = document.elementFromPoint(Math.min(Math.max(x, 0), innerWidth - 1), Math.min(Math.max(y, 0), innerHeight - 1));
      return hit && (area.contains(hit) || target.contains(hit) || hit.closest('label')?.control === target || hit.closest('label') === area);
    };
    const misses = [[x - half, y], [x + half, y], [x, y - half], [x, y + half]].filter(([x, y]) => !isHit(x, y));
    if (misses.length) found.push(`${target.tagName.toLowerCase()}.${[...target.classList].join('.')} “${(target.getAttribute('aria-label') ?? target.textContent).trim().slice(0, 40)}” ${Math.round(width)}x${Math.round(height)}`);
  }
  return found;
}

for (const [name, look] of [['a phone', PHONE], ['a small phone', SMALL_PHONE]]) {
  describe(`on ${name}`, () => {
    for (const page of PAGES) {
      test(`${page} fits and is made for fingers`, () => withConsole(browser, gateway, look, async ui => {
        await openPage(ui, gateway, page);
        await becomes(() => tooWide(ui), wide => wide <= 0, 'nothing is wider than the screen');
        assert.deepEqual(await ui.page.evaluate(smallTargets, [FINGER, SMALL]), []);
      }));
    }
  });
}

test('what waits is counted in the bar below', () => withConsole(browser, gateway, SMALL_PHONE, async ui => {
  await ui.openConnected();
  await gateway.order('approval', { command: 'date', timeoutMs: 600_000 });
  const dialog = ui.page.getByRole('alertdialog', { name: 'Approval needed' });
  await dialog.waitFor();
  await ui.page.keyboard.press('Escape');
  const bar = ui.page.getByRole('navigation', { name: 'Main' });
  await bar.getByRole('link', { name: 'Approvals' }).filter({ hasText: '1' }).waitFor();
}));

test('back leads out of what was opened, and then to the page before', () => withConsole(browser, gateway, SMALL_PHONE, async ui => {
  await openPage(ui, gateway, 'overview');
  await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' }).or(ui.page.getByRole('button', { name: 'More' })).first().waitFor();
  await openPage(ui, gateway, 'agents');
  const one = ui.page.getByRole('link', { name: /Main|main/ }).first();
  await one.click();
  await ui.page.waitForURL(/agent=/);
  await ui.page.goBack();
  await ui.page.waitForURL(address => !address.search.includes('agent='));
  await one.waitFor();
}));

test('the composer stays above the keyboard of a phone that lays it over the page', () => withConsole(browser, gateway, PHONE, async ui => {
  // As Safari does: the window stays as high as it is, and what can be seen of it shrinks.
  await ui.page.addInitScript(() => {
    const seen = Object.assign(new EventTarget(), { width: innerWidth, scale: 1, offsetTop: 0, offsetLeft: 0, pageTop: 0 });
    Object.defineProperty(seen, 'height', { get: () => innerHeight - (globalThis.keyboard ?? 0) });
    Object.defineProperty(window, 'visualViewport', { value: seen });
    globalThis.showKeyboard = height => { globalThis.keyboard = height; seen.dispatchEvent(new Event('resize')); };
  });
  await ui.openConnected({ session: 'agent:main:main' });
  await ui.articles.last().waitFor();
  const bottom = async () => { const box = await ui.composer.boundingBox(); return box.y + box.height; };
  const before = await bottom();
  await ui.composer.click();
  await becomes(async () => {
    await ui.page.evaluate(() => globalThis.showKeyboard(320));
    return bottom();
  }, at => at <= 844 - 320, 'the composer is above the keyboard');
  await becomes(async () => { const box = await ui.articles.last().boundingBox(); return box.y + box.height; }, at => at <= 844 - 320, 'and so is the last message');
  await ui.page.evaluate(() => globalThis.showKeyboard(0));
  await becomes(bottom, at => at === before, 'the composer is where it was');
}));
