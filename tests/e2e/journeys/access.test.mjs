// Every page as the rules of accessibility see it, in both themes, and no page wider than its window.
import { after, before, beforeEach, test } from 'node:test';
import { isSound } from '../harness/axe.mjs';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { isKept } from '../harness/kept.mjs';
import { LOOKS, PAGES, isRead, openPage, tooWide } from '../harness/pages.mjs';
import { TOKEN } from '../harness/settings.mjs';

let browser, gateway;
before(async () => {
  browser = await launchBrowser();
  gateway = await startDemoGateway({ more: ['--sessions', '60'] });
});
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

/** The gateway lets in, and then answers nothing. */
const withoutAnswers = ui => ui.page.routeWebSocket(/.*/, socket => {
  const server = socket.connectToServer();
  socket.onMessage(text => { if (JSON.parse(text).method === 'connect') server.send(text); });
});

/** A gateway that can be left: it takes no connections any more, although its files are still there. */
async function leavable(ui) {
  const open = new Set();
  let isAway = false;
  await ui.page.routeWebSocket(/.*/, socket => {
    if (isAway) return socket.close();
    open.add(socket);
    socket.connectToServer();
  });
  return () => {
    isAway = true;
    for (const socket of open) socket.close();
  };
}

for (const [name, look] of Object.entries(LOOKS)) {
  const journey = (what, steps) => test(`${what} keeps the rules of accessibility and fits: ${name}`, () => withConsole(browser, gateway, look, async ui => {
    await steps(ui);
    await isSound(ui);
    await becomes(() => tooWide(ui), wide => wide <= 0, 'the page is no wider than its window');
  }));

  for (const page of PAGES) journey(page, ui => openPage(ui, gateway, page));

  // The skeletons of all other pages are those of one of these.
  for (const page of ['chat', 'sessions', 'overview', 'config']) journey(`${page} while it is read`, async ui => {
    await withoutAnswers(ui);
    await ui.page.goto(`${gateway.url}${page}#token=${TOKEN}`);
    await ui.isConnected();
    await ui.page.locator('main [aria-busy="true"]:not([data-waits])').first().waitFor();
  });

  journey('a lost connection', async ui => {
    const leave = await leavable(ui);
    await openPage(ui, gateway, 'overview');
    leave();
    await ui.button('Try now').waitFor();
  });

  for (const [page, method] of [['chat', 'chat.history'], ['overview', 'status']]) journey(`${page} as it was last seen`, async ui => {
    const leave = await leavable(ui);
    await openPage(ui, gateway, page);
    await isKept(ui, ['hello', method]);
    leave();
    await ui.page.reload();
    await ui.page.getByRole('status').filter({ hasText: /^\s*Not connected\. What you see is from / }).waitFor();
    await isRead(ui);
  });

  journey('an address that names no page', async ui => {
    await ui.page.goto(`${gateway.url}nowhere#token=${TOKEN}`);
    await ui.isConnected();
    await ui.button('Go to Chat').waitFor();
  });

  journey('the page on which one connects', async ui => {
    await ui.page.goto(ui.address(undefined, ''));
    await ui.button('Connect').waitFor();
  });

  journey('a refusal', async ui => {
    await ui.page.goto(ui.address(undefined, 'another-token'));
    await ui.alert.filter({ hasText: /token/i }).waitFor();
  });

  journey('waiting to be let in', async ui => {
    await gateway.order('require-pairing');
    await ui.page.goto(ui.address(undefined));
    await ui.page.getByText(/openclaw devices approve \S+/).first().waitFor();
  });

  journey('a link that brings another gateway', async ui => {
    await ui.page.goto(`${gateway.url}chat?gatewayUrl=${encodeURIComponent('wss://elsewhere.example')}`);
    await ui.page.getByText('wss://elsewhere.example').first().waitFor();
  });
}
