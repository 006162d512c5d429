// The second visit, and the day a new build stands on the gateway.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { consoleOn, withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { isWhole } from '../harness/kept.mjs';
import { startMeter } from '../harness/meter.mjs';
import { servedCopy } from '../harness/second_build.mjs';
import { dist } from '../harness/settings.mjs';

let browser, served, gateway, meter, metered;
before(async () => { browser = await launchBrowser(); });
after(() => browser.close());
beforeEach(async () => {
  served = servedCopy(dist());
  gateway = await startDemoGateway({ base: '/ops', dist: served.folder });
  meter = await startMeter(Number(new URL(gateway.origin).port));
  metered = { ...gateway, origin: meter.origin, url: gateway.url.replace(gateway.origin, meter.origin) };
});
afterEach(async () => { meter.close(); await gateway.close(); served.remove(); });

const buildShown = ui => ui.page.evaluate(() => document.querySelector('meta[name="app"]').dataset.build);

/** Until the service worker has the whole build. */
const isKept = ui => ui.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

async function visitAgain(ui, steps) {
  const page = await ui.page.context().newPage();
  await ui.page.close();
  await steps(consoleOn(page, metered, ui.guards));
}

test('the second visit asks the gateway for nothing but the page', async () => {
  await withConsole(browser, metered, {}, async ui => {
    await ui.openConnected();
    await isWhole(ui);
    meter.read();
    await visitAgain(ui, async again => {
      await again.openConnected();
      const { files, paths } = meter.read();
      // The browser itself looks after the service worker's own file.
      const fetched = paths.filter(path => !/\/sw\.js$/.test(path));
      assert.deepEqual(fetched.filter(path => /\/assets\/|\.css|\.wasm|icons\//.test(path)), []);
      assert.ok(files < 40_000, `${files} bytes for ${paths}`);
    });
  });
});

test('the page opens while the gateway is away, and says so', async () => {
  await withConsole(browser, metered, {}, async ui => {
    ui.guards.expect(/WebSocket connection to .* failed|ERR_|Failed to load resource/);
    await ui.openConnected();
    await isKept(ui);
    await ui.page.reload();
    await ui.isConnected();
    await gateway.close();
    await ui.page.reload();
    await ui.statusBecomes(/Reconnecting/);
  });
});

test('a new build is offered, adopted on a click, and never mixed with the old', async () => {
  await withConsole(browser, metered, {}, async ui => {
    await ui.openConnected({ session: 'agent:main:main' });
    await isKept(ui);
    const old = await buildShown(ui);
    await ui.type('a draft that outlives the update');
    const fresh = served.replace();
    assert.notEqual(fresh, old);

    await ui.page.reload();
    await ui.isConnected();
    assert.equal(await buildShown(ui), old, 'the old build goes on until the operator wants the new one');
    const offer = ui.page.getByRole('button', { name: /update|reload|new version/i }).first();
    await offer.waitFor();
    assert.equal(await buildShown(ui), old);

    await offer.click();
    await becomes(() => buildShown(ui).catch(() => ''), build => build === fresh, 'the new build is shown');
    await ui.isConnected();
    await ui.isReady();
    await becomes(() => ui.composer.inputValue(), value => value === 'a draft that outlives the update', 'the draft is kept');
    await ui.page.reload();
    await ui.isConnected();
    assert.equal(await buildShown(ui), fresh);
  });
});

test('a gateway that forbids WebAssembly gets one reload and no more', async () => {
  await gateway.close();
  gateway = await startDemoGateway({ base: '/ops', profile: '2026.6.11', dist: served.folder });
  await withConsole(browser, gateway, {}, async ui => {
    let loads = 0;
    ui.page.on('load', () => { loads++; });
    await ui.openConnected();
    await becomes(() => loads, count => count === 2, 'one reload');
    await ui.page.reload();
    await ui.isConnected();
    await becomes(() => loads, count => count === 3, 'no other reload');
  });
});
