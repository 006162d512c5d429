// Devices on a real gateway: remote ones that ask and are let in or kept out, and tokens that are replaced and ended.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { connectOperator } from './operator.mjs';
import { TOKEN } from './settings.mjs';

// The gateway takes a connection for a remote one when a proxy says so.
const FAR = { headers: { 'x-forwarded-for': '203.0.113.9' } };

/** `browser` and `gateway` are asked for when the tests run. */
export function deviceJourneys({ version, browser, gateway }) {
  const journey = (name, steps) => test(name, () => withConsole(browser(), gateway(), {}, async ui => {
    await ui.page.goto(`${gateway().url}devices#token=${TOKEN}`);
    await ui.isConnected();
    await ui.page.getByRole('heading', { name: 'Paired devices' }).waitFor();
    await steps(ui);
  }));
  const remote = () => {
    const keys = crypto.generateKeyPairSync('ed25519');
    const raw = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    const id = crypto.createHash('sha256').update(raw).digest('hex');
    return { id, knock: options => connectOperator(gateway().socket, { ...FAR, keys, ...options }) };
  };
  const article = (ui, { id }) => ui.page.getByRole('article').filter({ hasText: id.slice(0, 12) });
  const press = (place, name) => place.getByRole('button', { name, exact: true }).click();
  const paired = async ({ id }) => {
    const operator = await gateway().operator();
    const list = await operator.call('device.pair.list');
    operator.close();
    return list.paired.find(({ deviceId }) => deviceId === id);
  };

  journey('a remote device asks, is approved after a second look, and comes in', async ui => {
    const far = remote();
    const news = ui.page.getByRole('log', { name: 'Notifications' }).getByText('asks to act as an operator');
    // News goes by itself after some seconds.
    await Promise.all([news.waitFor(), assert.rejects(far.knock(), /pairing required/i)]);
    const card = article(ui, far);
    for (const words of ['New device', 'read everything', 'This device asks to administer the gateway.']) await card.getByText(words).waitFor();
    await press(card, 'Approve');
    await press(ui.page.getByRole('dialog'), 'Approve as administrator');
    await card.getByRole('group', { name: 'Operator token' }).waitFor();
    const operator = await far.knock();
    assert.ok((await operator.call('device.pair.list')).paired.some(({ deviceId }) => deviceId === far.id));
    operator.close();
  });

  journey('a remote device is rejected and stays out', async ui => {
    const far = remote();
    await assert.rejects(far.knock(), /pairing required/i);
    await press(article(ui, far), 'Reject');
    await article(ui, far).waitFor({ state: 'detached' });
    await becomes(() => paired(far), device => !device, 'the gateway has not let it in');
    await assert.rejects(far.knock(), /pairing required/i);
  });

  journey('a token is replaced and ended', async ui => {
    const near = remote();
    (await near.knock({ headers: {} })).close();
    await ui.page.reload();
    const row = article(ui, near);
    await press(row, 'Rotate');
    await press(ui.page.getByRole('dialog'), 'Rotate');
    const made = ui.page.getByRole('dialog').filter({ hasText: 'New token of' });
    await made.getByRole('button', { name: 'Done' }).waitFor();
    const shown = made.locator('code');
    const token = await shown.count() ? await shown.innerText() : null;
    await press(made, 'Done');
    await row.getByText('rotated now').waitFor();
    if (token) {
      assert.ok(!(await ui.page.content()).includes(token), 'the token is left on the page');
      // Without the gateway's own token, this one opens the door.
      (await near.knock({ token })).close();
    } else assert.equal(version, '2026.9.6', 'only late versions withhold it');
    await press(row, 'Revoke');
    await press(ui.page.getByRole('dialog'), 'Revoke');
    await row.getByText('Revoked now').waitFor();
    await becomes(() => paired(near), device => device.tokens[0].revokedAtMs > 0, 'the gateway holds it for revoked');
    if (token) await assert.rejects(near.knock({ token }));
  });

  journey('this browser is marked, and a device is removed where the gateway can', async ui => {
    const near = remote();
    (await near.knock({ headers: {} })).close();
    await ui.page.reload();
    // Above stands who asks to be let in, such as who was rejected and asks again.
    const own = ui.page.getByRole('article').filter({ hasNot: ui.page.getByRole('button', { name: 'Approve', exact: true }) }).first();
    await own.getByText('This device', { exact: true }).waitFor();
    const row = article(ui, near);
    await row.waitFor();
    if (version === '2026.2.6-3') return assert.equal(await ui.button('Remove').count(), 0);
    await press(row, 'Remove');
    await press(ui.page.getByRole('dialog'), 'Remove');
    await row.waitFor({ state: 'detached' });
    await becomes(() => paired(near), device => !device, 'the gateway has removed it');
  });

  journey('this browser replaces its own token and stays in', async ui => {
    const own = ui.page.getByRole('article').filter({ hasText: 'This device' });
    await press(own, 'Rotate');
    await press(ui.page.getByRole('dialog'), 'Rotate');
    await press(ui.page.getByRole('dialog').filter({ hasText: 'New token of' }), 'Done');
    await ui.isConnected();
    await own.getByText('rotated now').waitFor();
    // A new tab knows no other token than the one that was kept.
    const tab = await ui.page.context().newPage();
    await tab.goto(`${gateway().url}devices`);
    await tab.getByRole('status', { name: 'Connection' }).filter({ hasText: /^\s*Connected/ }).waitFor();
    await tab.close();
  });
}
