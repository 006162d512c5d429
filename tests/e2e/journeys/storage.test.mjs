// A browser that has no room, and one that makes room: the console goes on, and says what it needs.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN } from '../harness/settings.mjs';

let browser, gateway;
before(async () => { browser = await launchBrowser(); gateway = await startDemoGateway({ base: '/ops' }); });
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

const journey = (name, steps) => test(name, () => withConsole(browser, gateway, {}, async ui => {
  const tools = await ui.page.context().newCDPSession(ui.page);
  await steps(ui, (method, more) => tools.send(`Storage.${method}`, { origin: gateway.origin, ...more }));
}));

journey('without any room one connects and talks, now and after a reload', async (ui, storage) => {
  await storage('overrideQuotaForOrigin', { quotaSize: 1 });
  await ui.openConnected({ session: 'agent:main:main' });
  await ui.send('is there room?');
  await ui.isQuiet();
  await ui.type('not sent yet');
  await ui.page.reload();
  await ui.isReady();
  await ui.mine.filter({ hasText: 'is there room?' }).waitFor();
  assert.equal(await ui.composer.inputValue(), 'not sent yet');
  const kept = await ui.page.evaluate(async () => {
    const names = await caches.keys();
    return (await Promise.all(names.map(async name => (await caches.open(name)).keys()))).flat().length;
  });
  assert.equal(kept, 0, 'nothing had room');
});

journey('what the browser clears away under an open page costs nothing but a new sign-in', async (ui, storage) => {
  await ui.openConnected({ session: 'agent:main:main' });
  await storage('clearDataForOrigin', { storageTypes: 'all' });
  await ui.send('still here?');
  await ui.isQuiet();
  await ui.page.evaluate(() => sessionStorage.clear());
  await storage('clearDataForOrigin', { storageTypes: 'all' });
  await ui.page.reload();
  await ui.page.getByRole('textbox', { name: 'Token' }).fill(TOKEN);
  await ui.button('Connect').click();
  await ui.isConnected();
  await ui.page.goto(ui.address('agent:main:main', ''));
  await ui.mine.filter({ hasText: 'still here?' }).waitFor();
  assert.equal(await ui.page.getByRole('alert').count(), 0);
});
