// The messengers: everything they tell, what goes wrong with them wherever one looks, and signing in by a code.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

/** Journeys on the channels page of a gateway of this version. */
function onGateway(profile, journeys) {
  describe(`channels of ${profile}`, () => {
    let gateway, other;
    before(async () => {
      gateway = await startDemoGateway({ profile });
      other = await connectOperator(gateway.origin);
    });
    beforeEach(() => gateway.reset());
    after(async () => { other?.close(); await gateway?.close(); });
    journeys({
      gateway: () => gateway,
      account: async (channel, id = 'default') => (await other.call('channels.status', { probe: false })).channelAccounts[channel].find(({ accountId }) => accountId === id),
      journey: (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
        await openChannels(ui, gateway);
        await steps(ui);
      })),
    });
  });
}

async function openChannels(ui, gateway) {
  await ui.page.goto(`${gateway.url}channels#token=${TOKEN}`);
  await ui.isConnected();
  await channel(ui, 'Signal').waitFor();
}

const channel = (ui, name) => ui.page.getByRole('region', { name: new RegExp(`^${name}`) });
const press = (place, name) => place.getByRole('button', { name, exact: true }).click();
const dialog = ui => ui.page.getByRole('dialog');
const news = ui => ui.page.getByRole('log', { name: 'Notifications' });
const link = ui => ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Channels/ });
const isGone = locator => locator.waitFor({ state: 'detached' });

/** Asks for a code although WhatsApp is linked, and waits until it stands there. */
async function relink(ui) {
  await press(channel(ui, 'WhatsApp'), 'Link again');
  await dialog(ui).getByText('WhatsApp is already linked').waitFor();
  await press(dialog(ui), 'End the link and get a code');
  await dialog(ui).getByText('nothing is received or sent').waitFor();
  await press(dialog(ui), 'End the link');
  await dialog(ui).getByRole('img', { name: 'QR code to sign in WhatsApp' }).waitFor();
}

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) {
  onGateway(profile, ({ gateway, account, journey }) => {
    journey('every channel stands there with what it tells, those in error first', async ui => {
      const signal = channel(ui, 'Signal');
      for (const words of ['In error', 'connect ECONNREFUSED 127.0.0.1:8080', 'monitorSignalProvider', 'The gateway cannot reach it', 'after pairing', 'http://127.0.0.1:8080']) await signal.getByText(words).first().waitFor();
      const names = async () => (await ui.page.getByRole('heading', { level: 3 }).allInnerTexts()).map(name => name.split('\n')[0].trim());
      await becomes(names, order => order.join() === 'Signal,Telegram,WhatsApp,Discord,Tin Can', 'those in error stand first');
      await becomes(() => channel(ui, 'Telegram').getByRole('article').count(), count => count === 2, 'both accounts');
      await ui.page.getByText('channels.slack').waitFor();
      const tin = channel(ui, 'Tin Can');
      await tin.getByText('Everything else it tells').click();
      await tin.getByText('stringTension').waitFor();
      assert.ok(!(await ui.page.content()).includes('never-to-be-shown'), 'a secret is on the page');
    });

    journey('a channel that breaks and heals is seen here', async ui => {
      const discord = channel(ui, 'Discord');
      await discord.getByText('Working', { exact: true }).waitFor();
      await gateway().order('channel-breaks', { channel: 'discord', error: '401: Unauthorized' });
      await discord.getByText('In error', { exact: true }).waitFor();
      for (const words of ['401: Unauthorized', 'does not accept the key']) await discord.getByText(words).first().waitFor();
      await becomes(() => link(ui).innerText(), words => words.includes('2'), 'two are counted');
      await gateway().order('channel-heals', { channel: 'discord' });
      // News goes by itself after some seconds.
      await news(ui).getByText('Discord works again.').waitFor();
      await discord.getByText('Working', { exact: true }).waitFor();
    });

    test('a channel that breaks is announced once on every page, and so is that it works again', () => withConsole(browser, gateway(), {}, async ui => {
      await ui.openConnected();
      await becomes(() => link(ui).innerText(), words => words.includes('1'), 'what was broken before is counted');
      assert.equal(await news(ui).getByText('Signal').count(), 0, 'and is no news');
      await gateway().order('channel-breaks', { channel: 'telegram', account: 'alerts', error: 'try 1' });
      await news(ui).getByText('Telegram · Alerts is in error.').waitFor();
      await news(ui).locator('.toast__item', { hasText: 'Telegram' }).getByRole('button', { name: 'Dismiss' }).click();
      await gateway().order('channel-breaks', { channel: 'telegram', account: 'alerts', error: 'try 2' });
      await gateway().order('channel-breaks', { channel: 'discord' });
      await news(ui).getByText('Discord is in error.').waitFor();
      assert.equal(await news(ui).getByText('Telegram').count(), 0, 'the same trouble is not said again');
      await becomes(() => link(ui).innerText(), words => words.includes('3'), 'three are counted');
      await gateway().order('channel-heals', { channel: 'discord' });
      await news(ui).getByText('Discord works again.').waitFor();
      await gateway().order('channel-breaks', { channel: 'discord' });
      await news(ui).locator('.toast__item', { hasText: 'Discord is in error.' }).getByRole('link', { name: 'See the channels' }).click();
      await channel(ui, 'Discord').getByText('In error', { exact: true }).waitFor();
    }));

    journey('a check asks all, says what was found, and compares it with the one before', async ui => {
      await press(ui.page, 'Check all');
      await ui.page.getByText('Checked: 3 answered, 1 did not.').waitFor();
      await channel(ui, 'Telegram').getByText('@deck_main_bot').waitFor();
      await channel(ui, 'Discord').getByText('Answers · 187 ms').waitFor();
      await channel(ui, 'Signal').getByText('Does not answer as it should').waitFor();
      await gateway().order('channel-heals', { channel: 'signal' });
      await channel(ui, 'Signal').getByText('Working', { exact: true }).waitFor();
      await press(ui.page, 'Check all');
      await channel(ui, 'Signal').getByText('did not work in the check before').waitFor();
      await channel(ui, 'Discord').getByText('as in the check before').waitFor();
    });

    journey('WhatsApp is signed in by a code, which is gone afterwards', async ui => {
      await relink(ui);
      const code = await dialog(ui).getByRole('img').getAttribute('src');
      assert.match(code, /^data:image\/png;base64,/);
      await dialog(ui).getByText('Waiting for the scan').waitFor();
      assert.equal((await account('whatsapp')).linked, false);
      await gateway().order('qr-scan');
      await dialog(ui).getByText('Linked! WhatsApp is ready.').waitFor();
      await press(dialog(ui), 'Done');
      await channel(ui, 'WhatsApp').getByText('+49151000009').waitFor();
      await channel(ui, 'WhatsApp').getByText('Working', { exact: true }).waitFor();
      const left = await ui.page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage }));
      assert.ok(!left.includes(code), 'the code is left');
    });

    journey('a code ends, is asked for anew, and closing forgets it', async ui => {
      await relink(ui);
      await gateway().order('qr-expires');
      await dialog(ui).getByText('The login QR expired').waitFor();
      await isGone(dialog(ui).getByRole('img'));
      await press(dialog(ui), 'Get a code');
      await dialog(ui).getByRole('img').waitFor();
      await press(dialog(ui), 'Cancel');
      await isGone(ui.page.getByRole('img', { name: /QR code/ }));
      await press(channel(ui, 'WhatsApp'), 'Sign in by code');
      await dialog(ui).getByRole('img').waitFor();
    });

    journey('an account is signed out after one has been told what that ends', async ui => {
      await press(channel(ui, 'WhatsApp'), 'Sign out');
      await dialog(ui).getByText('a linked phone is unlinked').waitFor();
      await press(dialog(ui), 'Cancel');
      assert.equal((await account('whatsapp')).linked, true);
      await press(channel(ui, 'WhatsApp'), 'Sign out');
      await press(dialog(ui), 'Sign out');
      await channel(ui, 'WhatsApp').getByText('Not linked').first().waitFor();
      assert.equal((await account('whatsapp')).linked, false);
      await press(channel(ui, 'Discord'), 'Sign out');
      await press(dialog(ui), 'Sign out');
      await channel(ui, 'Discord').getByRole('alert').getByText('channel discord does not support logout').waitFor();
    });

    if (profile !== '2026.9.6') {
      journey('what this gateway cannot do is not offered', async ui => {
        for (const name of ['Start', 'Stop']) assert.equal(await ui.button(name).count(), 0, name);
      });
    }
  });
}

onGateway('2026.9.6', ({ gateway, account, journey }) => {
  journey('an account is stopped and started', async ui => {
    const discord = channel(ui, 'Discord');
    await press(discord, 'Stop');
    await dialog(ui).getByText('until it is started again').waitFor();
    await press(dialog(ui), 'Stop');
    await discord.getByText('Stopped', { exact: true }).waitFor();
    assert.equal((await account('discord')).running, false);
    assert.equal(await news(ui).getByText('Discord is in error').count(), 0, 'who stops an account is not warned of it');
    await press(discord, 'Start');
    await discord.getByText('Working', { exact: true }).waitFor();
    assert.equal((await account('discord')).running, true);
  });

  journey('a newer code takes the place of the one on the screen', async ui => {
    await relink(ui);
    const first = await dialog(ui).getByRole('img').getAttribute('src');
    await gateway().order('qr-renews');
    await dialog(ui).getByText('QR refreshed').waitFor();
    await becomes(() => dialog(ui).getByRole('img').getAttribute('src'), code => code !== first, 'another code');
    await gateway().order('qr-scan');
    await dialog(ui).getByText('Linked! WhatsApp is ready.').waitFor();
  });

  journey('what the gateway finds wrong by itself stands at its account', async ui => {
    const discord = channel(ui, 'Discord');
    for (const words of ['The messenger has not been told to send everything', 'Switch on Message Content Intent']) await discord.getByText(words).waitFor();
  });

  journey('on a phone nothing is wider than the screen', async ui => {
    await gateway().order('channel-breaks', { channel: 'discord', error: `Error: ${'very-long-word-without-an-end'.repeat(20)}` });
    await channel(ui, 'Discord').getByText('In error', { exact: true }).waitFor();
    const wide = await ui.page.evaluate(() => [document.documentElement, document.querySelector('.sheet')].map(it => it.scrollWidth - it.clientWidth));
    assert.deepEqual(wide, [0, 0]);
  }, PHONE);

  journey('a status that cannot be read is told with a way on', async ui => {
    await gateway().order('answer', { method: 'channels.status', error: { code: 'UNAVAILABLE', message: 'channel runtime is away' }, times: 100 });
    await ui.page.reload();
    await ui.page.getByRole('alert').getByText('channel runtime is away').waitFor();
    // Where nodes are counted, all that is read at the start has been asked for: nothing but the press heals the page.
    await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Nodes' }).getByText('1', { exact: true }).waitFor();
    await gateway().order('mend');
    await press(ui.page.getByRole('alert'), 'Try again');
    await channel(ui, 'Signal').waitFor();
  });
});
