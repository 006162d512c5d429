// Who may come in: requests as they arrive, answers bound to what stands on the screen, tokens that are shown once.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const READ = ['operator.read'];
const ADMIN = ['operator.admin', 'operator.read'];

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

/** Journeys on the devices page of a gateway of this version. */
function onGateway(profile, journeys) {
  describe(`devices of ${profile}`, () => {
    let gateway, other;
    before(async () => {
      gateway = await startDemoGateway({ profile });
      other = await connectOperator(gateway.origin);
    });
    beforeEach(() => gateway.reset());
    after(async () => { other?.close(); await gateway?.close(); });
    journeys({
      gateway: () => gateway,
      other: () => other,
      ask: (name, details) => gateway.order('pairing-request', { name, ...details }),
      pending: async () => (await gateway.state()).pendingPairings.map(request => request.name),
      journey: (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
        await openDevices(ui, gateway);
        await steps(ui);
      })),
    });
  });
}

async function openDevices(ui, gateway) {
  await ui.page.goto(`${gateway.url}devices#token=${TOKEN}`);
  await ui.isConnected();
  await ui.page.getByRole('heading', { name: 'Paired devices' }).waitFor();
}

const device = (ui, name) => ui.page.getByRole('article', { name, exact: true });
const own = ui => ui.page.getByRole('article').filter({ hasText: 'This device' });
const answer = (ui, name, verb) => device(ui, name).getByRole('button', { name: verb, exact: true }).click();
const confirm = (ui, verb) => ui.page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
const isGone = locator => locator.waitFor({ state: 'detached' });

/** Everything the page could have left a secret in, but for what it is meant to be kept in. */
const traces = ui => ui.page.evaluate(() => [document.documentElement.outerHTML, JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href].join('\n'));

onGateway('2026.9.6', ({ gateway, other, ask, pending, journey }) => {
  test('a request is announced on every page, with a way to it', () => withConsole(browser, gateway(), {}, async ui => {
    await ui.openConnected();
    await ask('Galley tablet', { scopes: READ });
    const news = ui.page.getByRole('log', { name: 'Notifications' });
    await news.getByText('Galley tablet asks to act as an operator.').waitFor();
    await news.getByRole('link', { name: 'See the request' }).click();
    await device(ui, 'Galley tablet').getByText('203.0.113.9').waitFor();
    assert.equal(await news.getByText('Galley tablet').count(), 0, 'news that was followed stays no longer');
  }));

  journey('a request arrives live, is approved and joins the paired devices', async ui => {
    await ask('Galley tablet', { scopes: READ });
    const card = device(ui, 'Galley tablet');
    for (const words of ['New device', 'Asks to act as an operator.', 'read everything', '203.0.113.9']) await card.getByText(words).waitFor();
    await answer(ui, 'Galley tablet', 'Approve');
    await card.getByRole('group', { name: 'Operator token' }).waitFor();
    assert.deepEqual(await pending(), []);
    await isGone(ui.button('Approve'));
  });

  journey('a request that is rejected goes, and nobody is let in', async ui => {
    await ask('Galley tablet', { scopes: READ });
    await answer(ui, 'Galley tablet', 'Reject');
    await ui.page.getByText('Galley tablet was rejected.').waitFor();
    await isGone(device(ui, 'Galley tablet'));
    assert.deepEqual(await pending(), []);
  });

  journey('who asks to administer is let in only when asked again', async ui => {
    await ask('Captain', { scopes: ADMIN, isRepair: true });
    const card = device(ui, 'Captain');
    for (const words of ['Known device', 'This device asks to administer the gateway.']) await card.getByText(words).waitFor();
    await answer(ui, 'Captain', 'Approve');
    const question = ui.page.getByRole('dialog', { name: 'Let Captain administer this gateway?' });
    await question.getByText('203.0.113.9').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(await pending(), ['Captain']);
    await answer(ui, 'Captain', 'Approve');
    await confirm(ui, 'Approve as administrator');
    await card.getByRole('group', { name: 'Operator token' }).waitFor();
    assert.deepEqual(await pending(), []);
  });

  journey('answered at another console, a request goes, and its question with it', async ui => {
    await withConsole(browser, gateway(), {}, async elsewhere => {
      await openDevices(elsewhere, gateway());
      await ask('Captain', { scopes: ADMIN });
      await answer(ui, 'Captain', 'Approve');
      await ui.button('Approve as administrator').waitFor();
      await answer(elsewhere, 'Captain', 'Reject');
      await isGone(ui.button('Approve as administrator'));
      await isGone(device(ui, 'Captain'));
      assert.ok(!(await other().call('device.pair.list')).paired.some(({ displayName }) => displayName === 'Captain'));
    });
  });

  journey('what slides under the pointer does not take the press', async ui => {
    const { requestId } = await ask('First', { scopes: READ });
    await ask('Second', { scopes: READ });
    const button = device(ui, 'First').getByRole('button', { name: 'Approve' });
    await device(ui, 'Second').waitFor();
    await becomes(() => ui.page.locator('[data-settling]').count(), count => count === 0, 'both take presses');
    const { x, y, width, height } = await button.boundingBox();
    const [before, pressed] = [await device(ui, 'Second').boundingBox(), { x: x + width / 2, y: y + height / 2 }];
    await ui.page.evaluate(({ x, y }) => {
      const list = document.querySelector('[data-list="waiting"]');
      // As soon as a hand could.
      new MutationObserver(() => setTimeout(() => document.elementFromPoint(x, y).click())).observe(list, { childList: true });
    }, pressed);
    await other().call('device.pair.reject', { requestId });
    await isGone(device(ui, 'First'));
    await becomes(() => device(ui, 'Second').boundingBox(), box => box.y < before.y, 'the second stands where the first stood');
    assert.deepEqual(await pending(), ['Second']);
    // A press that is meant for it is taken.
    await answer(ui, 'Second', 'Approve');
    await becomes(pending, names => names.length === 0, 'it was let in');
  });

  journey('a refusal stands at the request, which can be answered again', async ui => {
    await ask('Galley tablet', { scopes: READ });
    await gateway().order('answer', { method: 'device.pair.approve', error: { code: 'INVALID_REQUEST', message: 'missing scope: operator.write' } });
    await answer(ui, 'Galley tablet', 'Approve');
    await device(ui, 'Galley tablet').getByRole('alert').getByText('missing scope: operator.write').waitFor();
    await answer(ui, 'Galley tablet', 'Approve');
    await device(ui, 'Galley tablet').getByRole('group', { name: 'Operator token' }).waitFor();
  });

  journey('the token of another device is withheld, and the page says how it comes back', async ui => {
    await answer(ui, 'Field laptop', 'Rotate');
    await confirm(ui, 'Rotate');
    await ui.page.getByRole('dialog', { name: 'New token of Field laptop' }).getByText('only to the device itself').waitFor();
    await ui.button('Done').click();
  });

  journey('a token is revoked and a device removed', async ui => {
    const laptop = device(ui, 'Field laptop');
    await answer(ui, 'Field laptop', 'Revoke');
    await confirm(ui, 'Cancel');
    await answer(ui, 'Field laptop', 'Revoke');
    await confirm(ui, 'Revoke');
    await laptop.getByText('Revoked now').waitFor();
    await isGone(laptop.getByRole('button', { name: 'Revoke' }));
    await answer(ui, 'Field laptop', 'Remove');
    await confirm(ui, 'Remove');
    await isGone(laptop);
    assert.ok(!(await other().call('device.pair.list')).paired.some(({ displayName }) => displayName === 'Field laptop'));
  });

  journey('one’s own token is replaced, kept, and shown once', async ui => {
    // This browser stands first.
    await ui.page.getByRole('article').filter({ hasText: 'Paired' }).first().getByText('This device').waitFor();
    await own(ui).getByRole('button', { name: 'Rotate' }).click();
    await ui.page.getByRole('dialog').getByText('the browser you are using').waitFor();
    await confirm(ui, 'Rotate');
    const shown = ui.page.getByRole('dialog').filter({ hasText: 'It will not be shown again.' });
    const token = await shown.locator('code').innerText();
    assert.ok(token.length > 16, token);
    await shown.getByRole('button', { name: 'Copy' }).click();
    await becomes(() => ui.page.evaluate(() => navigator.clipboard.readText()), text => text === token, 'it was copied');
    await shown.getByRole('button', { name: 'Done' }).click();
    await isGone(shown.locator('code'));
    assert.ok(!(await traces(ui)).includes(token), 'the token is left somewhere');
    // The gateway has ended the connection; a new tab, which knows no other token, comes in with the new one.
    await ui.isConnected();
    const tab = await ui.page.context().newPage();
    await tab.goto(`${gateway().url}devices`);
    await tab.getByRole('status', { name: 'Connection' }).filter({ hasText: /^\s*Connected/ }).waitFor();
  });

  journey('one’s own device is protected, and revoking it signs out', async ui => {
    await own(ui).getByRole('button', { name: 'Remove' }).click();
    await ui.page.getByRole('dialog').getByText('must be approved again').waitFor();
    await confirm(ui, 'Cancel');
    await own(ui).getByRole('button', { name: 'Revoke' }).click();
    await ui.page.getByRole('dialog').getByText('It will be signed out').waitFor();
    await confirm(ui, 'Revoke');
    await ui.button('Connect').waitFor();
    await becomes(() => traces(ui), left => !left.includes(TOKEN), 'the token is nowhere any more');
  });

  journey('requests are read before the paired devices, each under its name', async ui => {
    await ask('Galley tablet', { scopes: READ });
    for (const name of ['Galley tablet', 'Field laptop']) await device(ui, name).waitFor();
    const spoken = await ui.page.getByRole('main').ariaSnapshot();
    const at = words => {
      assert.ok(spoken.includes(words), `${words} is not in\n${spoken.slice(0, 3000)}`);
      return spoken.indexOf(words);
    };
    assert.ok(at('heading "Waiting to be let in"') < at('article "Galley tablet"'));
    assert.ok(at('article "Galley tablet"') < at('button "Approve"'));
    assert.ok(at('button "Approve"') < at('heading "Paired devices"'));
    assert.ok(at('heading "Paired devices"') < at('article "Field laptop"'));
    at('group "Node token"');
  });

  journey('on a phone nothing is too wide or too small to press', async ui => {
    await ask(`A name ${'that does not end '.repeat(20)}`, { scopes: ADMIN });
    await ask('x'.repeat(300), { scopes: READ });
    await becomes(() => ui.button('Approve').count(), count => count === 2, 'both have arrived');
    const wide = await ui.page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth,
      ...[...document.querySelectorAll('main *')].map(element => element.getBoundingClientRect().right - innerWidth)));
    assert.ok(wide <= 0, `something is ${wide} px too wide`);
    const small = await ui.page.getByRole('main').getByRole('button').evaluateAll(buttons => buttons.filter(button => button.getBoundingClientRect().height < 44).map(button => button.textContent));
    assert.deepEqual(small, []);
    await ui.button('Approve').first().click();
    await ui.page.getByRole('dialog').getByRole('button').first().waitFor();
    // In one look: it may still be on its way in.
    const beyond = await ui.page.getByRole('dialog').evaluate(dialog => Math.max(...[...dialog.querySelectorAll('button')].map(button => button.getBoundingClientRect().right)) - dialog.getBoundingClientRect().right);
    assert.ok(beyond <= 0, 'a button reaches out of the dialog');
  }, PHONE);
});

onGateway('2026.4.15', ({ journey }) => {
  journey('the new token of another device is shown once and is nowhere afterwards', async ui => {
    await answer(ui, 'Field laptop', 'Rotate');
    await confirm(ui, 'Rotate');
    const shown = ui.page.getByRole('dialog', { name: 'New token of Field laptop' });
    const token = await shown.locator('code').innerText();
    assert.ok(token.length > 16, token);
    await shown.getByText('Copy it before you close this.').waitFor();
    await ui.page.keyboard.press('Escape');
    await isGone(shown.locator('code'));
    assert.ok(!(await traces(ui)).includes(token), 'the token is left somewhere');
    await device(ui, 'Field laptop').getByText('rotated now').waitFor();
  });
});

onGateway('2026.2.6-3', ({ journey, ask, pending }) => {
  journey('a gateway that cannot remove devices is not asked to', async ui => {
    await device(ui, 'Field laptop').getByRole('button', { name: 'Revoke' }).waitFor();
    assert.equal(await ui.button('Remove').count(), 0);
    await ask('Galley tablet', { scopes: READ });
    await answer(ui, 'Galley tablet', 'Approve');
    await becomes(pending, names => names.length === 0, 'it was let in');
  });
});
