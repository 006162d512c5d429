// The gateway is away and the page is opened anew: each page shows what was last seen, says how old it is,
// keeps what is typed, and reads everything again when the gateway is back.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { GATEWAY_GONE } from '../harness/guards.mjs';
import { answers, isKept, isWhole } from '../harness/kept.mjs';
import { startMeter } from '../harness/meter.mjs';
import { TOKEN } from '../harness/settings.mjs';

const DRAFT = 'half a thought, not yet sent';
const SAID = 'a word to remember';
const GONE = 'Nothing of this is kept here. It is read when the gateway is back.';
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

const content = ui => ui.page.locator('#content');
const strip = ui => ui.page.getByRole('status').filter({ hasText: /^\s*Not connected\. What you see is from \S/ });

/** What each page shows of the demo gateway, and the methods by which it was read. */
const PAGES = {
  sessions: { methods: ['sessions.list .*includeUnknown'], shows: ui => content(ui).getByRole('grid').getByRole('row').nth(1) },
  overview: { methods: ['status', 'hello'], shows: ui => content(ui).getByRole('region', { name: 'Who is connected', exact: true }).getByRole('listitem').first() },
  channels: { methods: ['channels.status'], shows: ui => content(ui).getByRole('region', { name: /^WhatsApp/ }) },
  cron: { methods: ['cron.list', 'cron.status'], shows: ui => content(ui).getByText('Tide tables').first() },
  nodes: { methods: ['node.list'], shows: ui => content(ui).getByText('Pixel 9').first() },
  devices: { methods: ['device.pair.list'], shows: ui => content(ui).getByRole('heading', { name: 'Paired devices' }) },
  agents: { methods: ['agents.list'], shows: ui => content(ui).getByText('Scout').first() },
  skills: { methods: ['skills.status'], shows: ui => content(ui).getByText(/^15 skills/).first() },
  usage: { methods: ['sessions.usage', 'usage.cost'], shows: ui => content(ui).getByRole('table', { name: 'Sessions' }) },
  approvals: { methods: ['exec.approvals.get'], shows: ui => content(ui).locator('.policy').getByRole('heading').first() },
};

/** The transcripts among them. */
const history = ui => answers(ui).then(all => Object.entries(all).filter(([key]) => key.includes('text\u001fchat.history ')).map(([, text]) => text).join('\n'));

/** Only a release brings a worker to every page. */
async function isInstalled(ui) {
  await ui.page.evaluate(async () => {
    if (!await navigator.serviceWorker.getRegistration()) await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
    await navigator.serviceWorker.ready;
  });
}

const open = (ui, gateway, page) => ui.page.goto(`${gateway.url}${page}`);

const portOf = origin => Number(new URL(origin).port);

/** A gateway that can be out of reach and come back. Its port stays, and so does all it knows. */
async function startReachable(options) {
  const gateway = await startDemoGateway(options);
  let relay = await startMeter(portOf(gateway.origin));
  const { origin } = relay;
  return {
    ...gateway, origin, url: gateway.url.replace(gateway.origin, origin),
    leave: () => relay.close(),
    async comeBack() { relay = await startMeter(portOf(gateway.origin), portOf(origin)); },
    async close() { relay.close(); await gateway.close(); },
  };
}

async function goAway(ui, gateway) {
  ui.guards.expect(...GATEWAY_GONE);
  gateway.leave();
  await ui.page.context().setOffline(true);
}

async function comeBack(ui, gateway) {
  await gateway.comeBack();
  await ui.page.context().setOffline(false);
  await ui.isConnected();
}

describe('while the gateway is away', () => {
  for (const [profile, look] of [['2026.2.6-3', {}], ['2026.9.6', {}], ['2026.9.6', PHONE]]) {
    const journey = `each page shows what was last seen and how old it is, of ${profile}${look === PHONE ? ' on a phone' : ''}`;
    test(journey, async () => {
      const gateway = await startReachable({ profile });
      await withConsole(browser, gateway, look, async ui => {
        await ui.openConnected({ session: 'agent:main:main' });
        await isInstalled(ui);
        await ui.page.reload();
        await ui.isReady();
        await ui.send(SAID);
        await ui.isQuiet();
        const reply = await ui.replies.last().innerText();
        for (const [page, { methods, shows }] of Object.entries(PAGES)) {
          await open(ui, gateway, page);
          await ui.isConnected();
          await shows(ui).waitFor();
          await isKept(ui, methods);
        }
        for (const page of ['config', 'logs', 'settings']) {
          await open(ui, gateway, page);
          await ui.isConnected();
          await content(ui).locator('section').first().waitFor();
        }
        await open(ui, gateway, 'chat?session=agent%3Amain%3Amain');
        await ui.mine.filter({ hasText: SAID }).waitFor();
        await ui.type(DRAFT);
        await isKept(ui, ['chat.history', 'hello']);
        await becomes(() => history(ui), text => text.includes(SAID), 'what was said is kept');
        assert.equal(await strip(ui).count(), 0, 'nothing is old while the gateway is there');
        await nothingIsKeptThatMustNot(ui);

        await goAway(ui, gateway);
        await ui.page.reload();
        await ui.statusBecomes(/Reconnecting/);
        await strip(ui).waitFor();
        await ui.mine.filter({ hasText: SAID }).waitFor();
        assert.equal(await ui.replies.last().innerText(), reply);
        assert.equal(await ui.composer.inputValue(), DRAFT);
        for (const [page, { shows }] of Object.entries(PAGES)) {
          await open(ui, gateway, page);
          await shows(ui).waitFor();
          await strip(ui).waitFor();
        }
        for (const page of ['config', 'logs']) {
          await open(ui, gateway, page);
          await content(ui).getByText(GONE).first().waitFor();
          assert.equal(await content(ui).locator('[aria-busy=true]').count(), 0, `${page} waits for nothing`);
        }
        await open(ui, gateway, 'settings');
        await ui.page.getByRole('heading', { name: 'Looks' }).waitFor();
      });
      await gateway.close();
    });
  }

  describe('and afterwards', () => {
    let gateway;
    before(async () => { gateway = await startReachable({}); });
    beforeEach(() => gateway.reset());
    after(() => gateway?.close());

    test('all is read anew when it is back, and the mark goes', () => withConsole(browser, gateway, {}, async ui => {
      await ui.openConnected({ session: 'agent:main:main' });
      await isInstalled(ui);
      await ui.page.reload();
      await ui.isReady();
      await isKept(ui, ['chat.history', 'hello', 'sessions.list']);
      await goAway(ui, gateway);
      await ui.page.reload();
      await strip(ui).waitFor();
      await ui.type(DRAFT);
      await gateway.inject('agent:main:main', 'news from the cellar');
      await comeBack(ui, gateway);
      await ui.seeReply('news from the cellar');
      await strip(ui).waitFor({ state: 'detached' });
      assert.equal(await ui.composer.inputValue(), DRAFT);
      await ui.send('and back again');
      await ui.isQuiet();
    }));

    test('a page of which nothing is kept says so, until the gateway is back', () => withConsole(browser, gateway, {}, async ui => {
      await ui.openConnected({ session: 'agent:main:main' });
      await isInstalled(ui);
      await ui.page.reload();
      await ui.isReady();
      await isKept(ui, ['hello']);
      await open(ui, gateway, 'logs');
      const lines = ui.page.getByRole('log', { name: 'Gateway log' });
      await lines.waitFor();
      await goAway(ui, gateway);
      await ui.page.reload();
      await content(ui).getByText(GONE).first().waitFor();
      await comeBack(ui, gateway);
      await lines.waitFor();
      assert.equal(await content(ui).getByText(GONE).count(), 0);
    }));

    test('a page that was never opened opens, and says that nothing of it is kept', () => withConsole(browser, gateway, {}, async ui => {
      await ui.openConnected({ session: 'agent:main:main' });
      await isInstalled(ui);
      await ui.page.reload();
      await ui.isReady();
      await isKept(ui, ['hello']);
      await isWhole(ui);
      await goAway(ui, gateway);
      for (const page of ['cron', 'nodes', 'skills', 'config', 'logs']) {
        await open(ui, gateway, page);
        await strip(ui).waitFor();
        await content(ui).getByText(GONE).first().waitFor();
      }
      await open(ui, gateway, 'settings');
      await ui.page.getByRole('heading', { name: 'Looks' }).waitFor();
      await comeBack(ui, gateway);
    }));

    test('the switch forgets at once and keeps nothing more', () => withConsole(browser, gateway, {}, async ui => {
      await ui.openConnected({ session: 'agent:main:main' });
      await isInstalled(ui);
      await isKept(ui, ['chat.history', 'hello']);
      await open(ui, gateway, 'settings');
      const row = ui.page.locator('.settings__row').filter({ hasText: 'What was last seen of gateways' });
      await row.filter({ hasText: /[2-9] entries/ }).waitFor();
      await ui.page.getByRole('switch', { name: /Keep what was last seen/ }).click();
      await row.filter({ hasText: '0 entries' }).waitFor();
      assert.deepEqual(await answers(ui), {});
      await open(ui, gateway, 'sessions');
      await PAGES.sessions.shows(ui).waitFor();
      await goAway(ui, gateway);
      await ui.page.reload();
      await content(ui).getByText(GONE).first().waitFor();
      assert.deepEqual(await answers(ui), {});
      await comeBack(ui, gateway);
    }));

    test('signing out forgets what was seen of that gateway', () => withConsole(browser, gateway, {}, async ui => {
      await ui.openConnected({ session: 'agent:main:main' });
      await isKept(ui, ['chat.history', 'hello']);
      await ui.page.getByRole('button', { name: 'Menu', exact: true }).click();
      await ui.page.getByRole('menuitem', { name: 'Sign out' }).click();
      await ui.button('Connect').waitFor();
      await becomes(() => answers(ui).then(Object.keys), keys => keys.length === 0, 'nothing is kept');
    }));
  });
});

/** No secret among what is kept, and nothing of the gateway among what the worker keeps. */
async function nothingIsKeptThatMustNot(ui) {
  const kept = JSON.stringify(await answers(ui));
  assert.ok(!kept.includes(TOKEN), 'no token is kept');
  assert.ok(!kept.includes('deviceToken'), 'no token of this device is kept');
  assert.ok(!/u001f(config|logs)\./.test(kept), 'no configuration and no log is kept');
  const cached = await ui.page.evaluate(async () => {
    const names = await caches.keys();
    const inEach = names.map(async name => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname));
    return (await Promise.all(inEach)).flat();
  });
  assert.ok(cached.length > 3, `${cached}`);
  assert.deepEqual(cached.filter(path => !/^\/$|^\/assets\/|\.(js|css|wasm|lz|svg|png|webmanifest)$/.test(path)), [], 'only the console itself is in the cache');
}
