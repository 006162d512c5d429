// Every way a gateway says no: the page says what to do, and does not knock again until it makes sense.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { launchBrowser } from '../harness/browser.mjs';
import { withMovableClock } from '../harness/clock.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';

let browser, gateway;
before(async () => { browser = await launchBrowser(); gateway = await startDemoGateway(); });
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

/** Opens the page with a clock that can be moved on, and counts how often it knocks. */
async function knock(ui, { token } = {}) {
  const knocks = { count: 0 };
  ui.page.on('websocket', () => { knocks.count++; });
  Object.assign(knocks, await withMovableClock(ui.page));
  await ui.page.goto(ui.address(undefined, token));
  return knocks;
}

const shown = async (ui, pattern) => {
  await ui.alert.filter({ hasText: pattern }).first().waitFor();
  return ui.alert.filter({ hasText: pattern }).first().innerText();
};

async function staysAway(ui, knocks) {
  const before = knocks.count;
  for (let minutes = 0; minutes < 10; minutes++) await knocks.moveOn(60_000);
  assert.equal(knocks.count, before, 'it knocked again by itself');
}

describe('a refusal that time does not mend', () => {
  test('a wrong token is named, and the right one gets in', async () => {
    await withConsole(browser, gateway, {}, async ui => {
      const knocks = await knock(ui, { token: 'another-token' });
      await shown(ui, /token/i);
      await staysAway(ui, knocks);
      await ui.page.getByRole('textbox', { name: 'Token' }).fill('example-token');
      await ui.button('Connect').click();
      await ui.isReady();
    });
  });

  test('a missing token is asked for', async () => {
    await withConsole(browser, gateway, {}, async ui => {
      const knocks = await knock(ui, { token: '' });
      await ui.button('Connect').click();
      await shown(ui, /token/i);
      await staysAway(ui, knocks);
    });
  });

  for (const [name, order, details, words] of [
    ['a password that is wanted', 'refuse-auth', { code: 'AUTH_PASSWORD_MISSING' }, /password/i],
    ['a device identity that is wanted', 'refuse-auth', { code: 'DEVICE_IDENTITY_REQUIRED' }, /device|identity/i],
    ['a protocol nobody shares', 'refuse-auth', { code: 'PROTOCOL_MISMATCH' }, /version|protocol/i],
  ]) test(`${name} is explained`, async () => {
    await gateway.order(order, { times: 100, ...details });
    await withConsole(browser, gateway, {}, async ui => {
      const knocks = await knock(ui);
      await shown(ui, words);
      await staysAway(ui, knocks);
    });
  });

  test('an origin that is not allowed is told, with the origin to allow', async () => {
    await gateway.order('origin-refused');
    await withConsole(browser, gateway, {}, async ui => {
      const knocks = await knock(ui);
      const words = await shown(ui, /allowedOrigins/);
      assert.ok(words.includes(gateway.origin), words);
      await staysAway(ui, knocks);
    });
  });
});

describe('a refusal that time mends', () => {
  test('a rate limit says how long to wait, and lets in afterwards', async () => {
    await gateway.order('rate-limit', { retryAfterMs: 60_000, times: 1 });
    await withConsole(browser, gateway, {}, async ui => {
      const knocks = await knock(ui);
      assert.match(await shown(ui, /too many/i), /wait/i);
      const before = knocks.count;
      await knocks.moveOn(45_000);
      assert.equal(knocks.count, before, 'it knocked too early');
      await knocks.moveOn(30_000);
      if (await ui.button('Connect').isVisible()) await ui.button('Connect').click();
      await ui.isReady();
    });
  });

  test('waiting for approval names the request and goes on by itself', async () => {
    await gateway.order('require-pairing');
    await withConsole(browser, gateway, {}, async ui => {
      await ui.page.goto(ui.address('agent:main:main'));
      await ui.page.getByText(/openclaw devices approve \S+/).first().waitFor();
      await gateway.order('approve');
      await ui.isConnected();
      await ui.isReady();
    });
  });
});
