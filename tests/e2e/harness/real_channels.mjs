// Channels on a real gateway: a messenger on loopback that refuses the key, is announced and checked, and heals.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { WebSocketServer } from 'ws';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { GATEWAY_GONE } from './guards.mjs';
import { startRealGateway } from './real_gateway.mjs';
import { TOKEN, dist } from './settings.mjs';

/** A gateway tells how its channels are once a minute, and may do so between two attempts, as if all were well: three such minutes. */
const UNTIL_TOLD_MS = 200_000;
const KEY = `123456789:${'A'.repeat(35)}`;

/** A messenger that speaks as much of Telegram and of Mattermost as a gateway needs to be content. It lets nobody in until it is `well`. */
async function startMessenger() {
  const messenger = { well: false, asked: 0 };
  const server = http.createServer((request, response) => {
    const { url } = request;
    request.resume();
    messenger.asked += 1;
    const say = (status, body) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (!messenger.well) return say(401, { ok: false, error_code: 401, description: 'Unauthorized', id: 'api.context.session_expired', message: 'Invalid or expired session, please login again.', status_code: 401 });
    if (url.includes('/users/me')) return say(200, { id: 'deck', username: 'deck_bot' });
    if (url.endsWith('/getMe')) return say(200, { ok: true, result: { id: 42, is_bot: true, first_name: 'Deck', username: 'deck_bot' } });
    // Telegram holds this question until something has happened.
    if (url.includes('/getUpdates')) return void setTimeout(() => say(200, { ok: true, result: [] }), 2000);
    return say(200, { ok: true, result: true });
  });
  const sockets = new WebSocketServer({ server });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  // Where the gateway did not even start, nobody closes it.
  server.unref();
  messenger.origin = `http://127.0.0.1:${server.address().port}`;
  messenger.close = () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    server.closeAllConnections();
    server.close();
  };
  return messenger;
}

/** 2026.2.6-3 calls no other Telegram than the one on the internet, and 2026.9.6 comes without Mattermost. */
function settings(version, origin) {
  if (version === '2026.2.6-3') {
    return { plugins: { entries: { mattermost: { enabled: true } } }, channels: { mattermost: { enabled: true, botToken: 'made-up-key', baseUrl: origin, dmPolicy: 'pairing' } } };
  }
  return { channels: { telegram: { enabled: true, botToken: KEY, apiRoot: origin, dmPolicy: 'pairing' } } };
}

/** `browser` is asked for when the tests run. */
export function channelJourneys({ version, browser }) {
  describe('channels', () => {
    let gateway, messenger;
    before(async () => {
      messenger = await startMessenger();
      gateway = await startRealGateway(version, { uiRoot: dist(), uiBase: '/ops', channels: true, config: settings(version, messenger.origin) });
    });
    after(async () => { await gateway?.close(); messenger?.close(); });
    const name = version === '2026.2.6-3' ? 'Mattermost' : 'Telegram';
    const page = `channels#token=${TOKEN}`;
    const journey = (title, steps) => test(title, () => withConsole(browser(), gateway, {}, steps));
    const channel = ui => ui.page.getByRole('region', { name: new RegExp(`^${name}`) });
    const press = (place, verb) => place.getByRole('button', { name: verb, exact: true }).click();
    const check = async ui => {
      await press(ui.page, 'Check all');
      await ui.page.getByText(/^Checked: /).waitFor();
    };
    const account = async () => {
      const operator = await gateway.operator();
      const { channelAccounts } = await operator.call('channels.status', { probe: false });
      operator.close();
      return channelAccounts[name.toLowerCase()][0];
    };

    journey('a channel that is refused is counted on every page, and its error stands whole on its own', async ui => {
      await becomes(account, told => Boolean(told.lastError), 'the messenger has refused the gateway', 90_000);
      await ui.openConnected();
      // It was refused before anybody looked: that is counted, and no news.
      const link = ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Channels/ });
      await link.filter({ hasText: '1' }).waitFor({ timeout: UNTIL_TOLD_MS });
      await link.click();
      // Between two attempts there may be no error, here or there.
      const shows = async () => {
        const { lastError } = await account();
        const words = ['In error', lastError, 'Since', 'does not accept the key'].map(words => words && channel(ui).getByText(words).first().isVisible());
        return (await Promise.all(words)).every(Boolean);
      };
      await becomes(shows, Boolean, 'the whole error stands on the page', UNTIL_TOLD_MS);
      const asked = messenger.asked;
      await check(ui);
      await channel(ui).getByText('Does not answer as it should').waitFor();
      assert.ok(messenger.asked > asked, 'the messenger was really asked');
      assert.ok(!(await ui.page.content()).includes(KEY), 'the key is on the page');
    });

    journey('to sign in by a code without such a channel is answered honestly', async ui => {
      await ui.page.goto(`${gateway.url}${page}`);
      await ui.isConnected();
      await press(ui.page, 'Sign in by QR code');
      await ui.page.getByRole('dialog').getByText('web login provider is not available').waitFor();
      await press(ui.page.getByRole('dialog'), 'Cancel');
    });

    journey('it heals when the messenger lets the gateway in', async ui => {
      ui.guards.expect(...GATEWAY_GONE);
      await ui.page.goto(`${gateway.url}${page}`);
      await channel(ui).getByText('In error', { exact: true }).waitFor({ timeout: 90_000 });
      messenger.well = true;
      if (version === '2026.9.6') await press(channel(ui), 'Start');
      // This version tries once, and again only when it is started anew.
      if (version === '2026.2.6-3') await gateway.restart(null, 1500);
      await ui.isConnected();
      await becomes(account, told => told.running && !told.lastError && told.connected !== false, 'the gateway is in', 90_000);
      await check(ui);
      await channel(ui).getByText('Working', { exact: true }).waitFor({ timeout: 90_000 });
      await channel(ui).getByText(/^Answers/).waitFor();
      await channel(ui).getByText('@deck_bot').waitFor();
    });

    journey('an account is signed out where the channel can', async ui => {
      await ui.page.goto(`${gateway.url}${page}`);
      await press(channel(ui), 'Sign out');
      await press(ui.page.getByRole('dialog'), 'Sign out');
      if (version === '2026.2.6-3') return channel(ui).getByRole('alert').getByText('channel mattermost does not support logout').waitFor();
      // 2026.9.6 calls it not linked, 2026.4.15 not configured.
      await ui.page.getByText('channels.telegram').or(channel(ui).getByText('Not linked')).first().waitFor();
      await becomes(account, told => told.configured === false || told.linked === false, 'the gateway has signed it out');
      assert.equal(await ui.page.getByRole('log', { name: 'Notifications' }).getByText('is in error').count(), 0, 'who signs out is not warned of it');
    });
  });
}
