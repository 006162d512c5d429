// Themes, phone, keyboard, and what a screen reader is told.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';

let browser, gateway;
before(async () => { browser = await launchBrowser(); gateway = await startDemoGateway(); });
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

const journey = (name, look, steps) => test(name, () => withConsole(browser, gateway, look, steps));
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

/** The lightness of what stands behind the text, from 0 to 255. */
const lightness = ui => ui.page.evaluate(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  let element = document.querySelector('main') ?? document.body;
  while (element && /^rgba\(0, 0, 0, 0\)$|^transparent$/.test(getComputedStyle(element).backgroundColor)) element = element.parentElement;
  canvas.fillStyle = getComputedStyle(element ?? document.documentElement).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
  return (r + g + b) / 3;
});

for (const [scheme, fits] of [['dark', value => value < 80], ['light', value => value > 200]]) {
  journey(`a system that is ${scheme} gets a ${scheme} console`, { colorScheme: scheme }, async ui => {
    await ui.openConnected();
    await becomes(() => lightness(ui), fits, 'lightness');
  });
}

journey('on a phone nothing is wider than the screen and the composer is in reach', PHONE, async ui => {
  await ui.openConnected({ session: 'agent:main:main' });
  await ui.articles.last().waitFor();
  await ui.send('long table');
  await ui.isQuiet();
  const wide = await ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px too wide`);
  const inReach = box => box && box.y >= 0 && box.y + box.height <= 844 && box.x >= 0 && box.x + box.width <= 390;
  await becomes(() => ui.composer.boundingBox(), inReach, 'the composer is in reach');
});

journey('on a phone the navigation opens over the page and gives the focus back', PHONE, async ui => {
  await ui.openConnected();
  const opener = ui.button('More');
  await opener.click();
  const chat = ui.page.getByRole('dialog').getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chat' });
  await chat.waitFor();
  await ui.page.keyboard.press('Escape');
  await becomes(() => opener.evaluate(button => button === document.activeElement), Boolean, 'the focus is back on the button');
});

journey('everything from the door to a reply is done by keyboard', {}, async ui => {
  await ui.page.goto(ui.address(undefined, ''));
  const token = ui.page.getByRole('textbox', { name: 'Token' });
  await token.waitFor();
  await tabTo(ui, token);
  await ui.page.keyboard.type('example-token');
  await ui.page.keyboard.press('Enter');
  await ui.isConnected();
  await ui.isReady();
  await tabTo(ui, ui.composer);
  await ui.page.keyboard.type('hello');
  await ui.page.keyboard.press('Enter');
  await ui.mine.filter({ hasText: 'hello' }).last().waitFor();
  await ui.isQuiet();
});

async function tabTo(ui, target) {
  for (let steps = 0; steps < 60; steps++) {
    if (await target.evaluate(element => element === document.activeElement)) return;
    await ui.page.keyboard.press('Tab');
    const hidden = await ui.page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return null;
      // The ring may stand around a field and what belongs to it.
      for (let element = focused, up = 0; element && up < 4; element = element.parentElement, up++) {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        if (outlineStyle !== 'none' && outlineWidth !== '0px' || boxShadow !== 'none') return null;
      }
      return focused.outerHTML.slice(0, 200);
    });
    assert.equal(hidden, null, 'the focus is not visible');
  }
  assert.fail('the tab key does not lead there');
}

journey('the connect page speaks to a screen reader', {}, async ui => {
  await ui.page.goto(ui.address(undefined, ''));
  await ui.button('Connect').waitFor();
  for (const name of ['Gateway URL', 'Token', 'Password']) assert.equal(await ui.page.getByRole('textbox', { name, exact: true }).or(ui.page.getByLabel(name, { exact: true })).count(), 1, name);
  assert.equal(await ui.page.getByRole('main').count(), 1);
  assert.equal(await ui.page.getByRole('heading', { level: 1 }).count(), 1);
});

journey('the chat speaks to a screen reader', {}, async ui => {
  await ui.openConnected({ session: 'agent:main:main' });
  await ui.articles.last().waitFor();
  const lines = ['navigation "Main"', 'link "Chat"', 'status "Connection"', 'log "Transcript"', 'textbox "Message"', 'button "Send"', 'button "New session"', 'combobox "Session"', 'article "You"'];
  const unspoken = async () => {
    const spoken = await ui.page.locator('body').ariaSnapshot();
    return lines.filter(line => !spoken.includes(line));
  };
  await becomes(unspoken, missing => missing.length === 0, 'all of it is spoken');
  assert.equal(await ui.page.getByRole('main').count(), 1);
  const nameless = await ui.page.locator('button, a[href], input, select, textarea').evaluateAll(controls => controls
    .filter(control => control.checkVisibility() && !(control.getAttribute('aria-label') || control.getAttribute('aria-labelledby') || control.textContent.trim() || control.labels?.length || control.title))
    .map(control => control.outerHTML.slice(0, 120)));
  assert.deepEqual(nameless, []);
});
