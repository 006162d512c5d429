// The console from a gateway's own path: every header profile, at the root and under a base path.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { difference } from '../harness/transcript.mjs';
import { TOKEN } from '../harness/settings.mjs';

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser.close());

/** Notes the address at the moment each socket is opened, and where it leads. */
function noteSockets() {
  globalThis.sockets = [];
  const Original = globalThis.WebSocket;
  globalThis.WebSocket = class extends Original {
    constructor(url, ...rest) {
      globalThis.sockets.push({ page: location.href, url: String(url) });
      super(url, ...rest);
    }
  };
}

async function opensAndTalks(gateway, ui) {
  await ui.page.addInitScript(noteSockets);
  await ui.openConnected({ session: 'agent:main:hosting' });
  const sockets = await ui.page.evaluate(() => globalThis.sockets);
  assert.ok(sockets.length > 0, 'no socket was opened by the page');
  for (const { page, url } of sockets) assert.ok(!page.includes(TOKEN) && !url.includes(TOKEN), `the token stands in ${page} or ${url}`);
  assert.ok(!ui.page.url().includes(TOKEN));

  await ui.send('flood 120 every 25ms');
  await ui.seeLive();
  await ui.seeReply('w119');
  await ui.isQuiet();
  await becomes(async () => difference(await ui.whole(), await gateway.history('agent:main:hosting')), found => found === null, 'the page shows what the gateway holds');

  await ui.page.reload();
  await ui.isConnected();
  await ui.seeReply('w119');
  await ui.page.waitForURL(/\/chat\?session=agent%3Amain%3Ahosting$/);
}

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.6.11', '2026.9.6']) {
  for (const base of ['/', '/ops']) {
    test(`${profile} at ${base} opens connected, talks, and survives a reload`, async () => {
      const gateway = await startDemoGateway({ profile, base });
      try {
        await withConsole(browser, gateway, {}, ui => opensAndTalks(gateway, ui));
      } finally { await gateway.close(); }
    });
  }
}

test('the address follows the page: a reload stays there, and back goes back', async () => {
  const gateway = await startDemoGateway({ base: '/ops' });
  try {
    await withConsole(browser, gateway, {}, async ({ page, ...ui }) => {
      await ui.openConnected({ session: 'agent:main:hosting' });
      const rail = page.getByRole('navigation', { name: 'Main' });
      const title = name => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      for (const name of ['Devices', 'Nodes']) {
        await rail.getByRole('link', { name }).click();
        await page.waitForURL(`**/ops/${name.toLowerCase()}`);
        await title(name);
      }
      await page.reload();
      await title('Nodes');
      await page.goBack();
      await page.waitForURL('**/ops/devices');
      await title('Devices');
      await page.goBack();
      await page.waitForURL('**/ops/chat?session=agent%3Amain%3Ahosting');
      await title('Chat');
    });
  } finally { await gateway.close(); }
});

test('a token in the query is taken once and removed', async () => {
  const gateway = await startDemoGateway();
  try {
    await withConsole(browser, gateway, {}, async ui => {
      await ui.page.addInitScript(noteSockets);
      await ui.page.goto(`${gateway.url}?token=${TOKEN}`);
      await ui.isConnected();
      assert.ok(!ui.page.url().includes(TOKEN));
      for (const { page, url } of await ui.page.evaluate(() => globalThis.sockets)) assert.ok(!page.includes(TOKEN) && !url.includes(TOKEN));
    });
  } finally { await gateway.close(); }
});

test('nothing that was typed to get in is kept where it outlives the tab', async () => {
  const gateway = await startDemoGateway();
  try {
    await withConsole(browser, gateway, {}, async ui => {
      await ui.openConnected();
      const kept = await ui.page.evaluate(() => JSON.stringify({ ...localStorage }) + document.cookie);
      assert.ok(!kept.includes(TOKEN));
    });
  } finally { await gateway.close(); }
});
