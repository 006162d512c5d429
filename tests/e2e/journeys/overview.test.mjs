// Is all well, at a glance: what waits and where it is dealt with, who is there, and what the agents are told.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { GATEWAY_GONE } from '../harness/guards.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

/** Journeys on the overview of a gateway of this version. */
function onGateway(profile, journeys) {
  describe(`overview of ${profile}`, () => {
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
      order: (name, details) => gateway.order(name, details),
      journey: (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
        await ui.page.goto(`${gateway.url}overview#token=${TOKEN}`);
        await ui.isConnected();
        await section(ui, 'Who is connected').getByText('This browser').waitFor();
        await steps(ui);
      })),
    });
  });
}

const section = (ui, name) => ui.page.getByRole('region', { name, exact: true });
const verdict = ui => ui.page.getByRole('status', { name: 'State of the gateway' });
const needs = (ui, count) => verdict(ui).getByText(count === 1 ? '1 thing needs you' : `${count} things need you`).waitFor();
/** What waits at the start: the demo's garden camera asks to be let in, and Signal is in error. */
const AT_START = 2;

async function wake(ui, mode, text) {
  await ui.button('Wake the agent').click();
  const form = ui.page.getByRole('dialog', { name: 'Wake the agent' });
  await form.getByRole('radio', { name: mode }).check();
  await form.getByRole('textbox', { name: 'Text' }).fill(text);
  await form.getByRole('button', { name: 'Wake', exact: true }).click();
  await form.waitFor({ state: 'hidden' });
}

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) {
  onGateway(profile, ({ gateway, other, order, journey }) => {
    journey('what waits is counted as it comes and goes, and leads to its page', async ui => {
      await needs(ui, AT_START);
      const waiting = section(ui, 'Waiting for you');
      await order('job-fails', { name: 'Tide tables', error: 'The tide server does not answer.' });
      await waiting.getByText('The tide server does not answer.').waitFor();
      await needs(ui, AT_START + 1);
      const { requestId } = await order('pairing-request', { name: 'Galley tablet', scopes: ['operator.read'] });
      await needs(ui, AT_START + 2);
      await order('job-works', { name: 'Tide tables' });
      await other().call('device.pair.reject', { requestId });
      await needs(ui, AT_START);
      await waiting.getByRole('link', { name: 'See which node asks' }).click();
      await ui.page.getByRole('region', { name: 'Nodes', exact: true }).getByText('Garden camera').waitFor();
    });

    journey('all is well once nothing waits any more', async ui => {
      const { pendingNodePairings } = await gateway().state();
      await order('answer', { method: 'channels.status', times: 99, payload: { channelOrder: [], channelAccounts: {} } });
      await order('health');
      for (const { requestId } of pendingNodePairings) await other().call('node.pair.reject', { requestId });
      await verdict(ui).getByText('All is well').waitFor();
      await section(ui, 'Waiting for you').getByText('Nothing waits for you.').waitFor();
    });

    journey('who comes is listed, who leaves is gone, and notes stand below', async ui => {
      const present = section(ui, 'Who is connected');
      await present.getByText('2 connections').or(present.getByText('4 connections')).first().waitFor();
      await order('presence', { host: 'harbour-desk', deviceId: 'd-harbour', version: '2026.9.4', platform: 'macos 27', ip: '203.0.113.7', lastInputSeconds: 90 });
      const row = present.getByRole('listitem').filter({ hasText: 'harbour-desk' }).first();
      for (const words of ['Operator', 'macos 27', '203.0.113.7', 'Version 2026.9.4', 'Last active']) await row.getByText(words).waitFor();
      await order('presence', { host: 'harbour-desk', deviceId: 'd-harbour', reason: 'disconnect' });
      await row.getByText('Gone').waitFor();
      await other().call('system-event', { text: 'Harbour closes at six' });
      await present.getByText('Harbour closes at six').waitFor();
    });

    journey('many who are there are folded', async ui => {
      const present = section(ui, 'Who is connected');
      await order('presence', { count: 200 });
      await present.getByRole('button', { name: /^Show all 20\d$/ }).click();
      await present.getByText('deck-0200').waitFor();
      await present.getByRole('button', { name: 'Show fewer' }).click();
      await present.getByText('deck-0200').waitFor({ state: 'detached' });
    });

    journey('a text for the next heartbeat waits to be read, and one for now is answered where heartbeats run', async ui => {
      const agents = section(ui, 'Agents and heartbeats');
      await agents.getByText('No heartbeats').first().waitFor();
      await order('heartbeats-every', { every: '30m' });
      await agents.getByText('Heartbeat every 30m').first().waitFor();
      await wake(ui, 'With the next heartbeat', 'The harbour mail is down');
      await agents.getByText('1 note waits').waitFor();
      await wake(ui, 'Now', 'Low tide at nine');
      await agents.getByRole('group', { name: 'Last heartbeat' }).getByText('Answered, sent to nobody').waitFor();
      await agents.getByText('1 note waits').waitFor({ state: 'detached' });
      assert.equal((await other().call('last-heartbeat')).status, 'skipped');
    });

    journey('a note wakes nobody and is read when the main session goes on', async ui => {
      await ui.button('Leave a note').click();
      const form = ui.page.getByRole('dialog', { name: 'Leave a note' });
      await form.getByRole('textbox', { name: 'Text' }).fill('Low tide at nine');
      await form.getByRole('button', { name: 'Leave note' }).click();
      await section(ui, 'Agents and heartbeats').getByText('1 note waits').waitFor();
      await section(ui, 'Who is connected').getByText('Low tide at nine').waitFor();
      assert.deepEqual((await other().call('status')).queuedSystemEvents, ['Low tide at nine']);
      assert.equal((await gateway().state()).activeRuns, 0);
    });

    journey('heartbeats are paused and resumed, and while paused nobody is woken', async ui => {
      const agents = section(ui, 'Agents and heartbeats');
      await order('heartbeats-every', { every: '30m' });
      await ui.button('Pause heartbeats').click();
      await agents.getByText('Heartbeats were paused from here').waitFor();
      await wake(ui, 'Now', 'Nobody hears this yet');
      await agents.getByText('1 note waits').waitFor();
      await ui.button('Resume heartbeats').click();
      await agents.getByText('Heartbeats were resumed from here').waitFor();
    });

    journey('a heartbeat tells live what it has found and whom it has told', async ui => {
      await order('heartbeat', { preview: 'The harbour mail has been down for ten minutes.' });
      const beat = section(ui, 'Agents and heartbeats').getByRole('group', { name: 'Last heartbeat' });
      for (const words of ['Reported something', 'The harbour mail has been down', 'telegram · harbour-crew', 'Took 3.6 s']) await beat.getByText(words).waitFor();
    });

    journey('a restart is told, the last state stays, and all comes back by itself', async ui => {
      ui.guards.expect(...GATEWAY_GONE);
      // By then all that the page needs has been fetched.
      await needs(ui, AT_START);
      // Both are said only for as long as it is away.
      await Promise.all([
        verdict(ui).getByText('The gateway is restarting').waitFor(),
        ui.page.getByText('This is the last known state').waitFor(),
        order('restart', { ms: 1500 }),
      ]);
      await section(ui, 'Recent sessions').getByRole('link', { name: 'Main desk' }).waitFor();
      await ui.isConnected();
      await needs(ui, AT_START);
      await section(ui, 'Gateway').getByText('0 min').waitFor();
    });
  });
}

onGateway('2026.9.6', ({ gateway, other, order, journey }) => {
  journey('the gateway tells when it is overloaded, when a plugin fails, and when a newer version is there', async ui => {
    await order('health', { eventLoop: { degraded: true, reasons: ['event_loop_delay'], utilization: 0.97 } });
    await section(ui, 'Waiting for you').getByText('The gateway is overloaded').waitFor();
    await section(ui, 'Gateway').getByText('Overloaded · 97 %').waitFor();
    await order('health', { plugins: { errors: [{ id: 'billing', activated: true, error: 'no key' }] } });
    await section(ui, 'Waiting for you').getByText('billing: no key').waitFor();
    await needs(ui, AT_START + 1);
    await order('update-available', { version: '2026.10.1' });
    await section(ui, 'Gateway').getByText('Version 2026.10.1 is available').waitFor();
    await order('update-available', {});
    await section(ui, 'Gateway').getByText('Version 2026.10.1 is available').waitFor({ state: 'detached' });
  });

  journey('a run is seen while it goes on, with the way into it', async ui => {
    const running = section(ui, 'Running now');
    await running.getByText('No run is going on.').waitFor();
    await other().call('chat.send', { sessionKey: 'agent:main:main', message: 'flood 4000 every 5ms', idempotencyKey: 'overview-run' });
    await running.getByRole('link', { name: 'Main desk' }).waitFor();
    await other().call('chat.abort', { sessionKey: 'agent:main:main' });
    await running.getByText('No run is going on.').waitFor();
  });

  journey('the gateway is asked to look at itself, and says when it cannot', async ui => {
    await ui.button('Check now').click();
    await ui.page.getByText('Last heard from the gateway: now').waitFor();
    await order('answer', { method: 'health', error: { code: 'UNAVAILABLE', message: 'health is unavailable' } });
    await ui.button('Check now').click();
    await ui.page.getByRole('alert').getByText('health is unavailable').waitFor();
    await needs(ui, AT_START);
  });

  journey('a recent session opens its conversation', async ui => {
    await section(ui, 'Recent sessions').getByRole('link', { name: 'Tide tables' }).click();
    await ui.transcript.getByText('Saltmarsh').first().waitFor();
  });

  test('without the scopes, deeds are disabled with the scope they need, and silence is not called peace', () => withConsole(browser, gateway(), {}, async ui => {
    const { page } = ui;
    // A console that may only read: the gateway grants less than is asked for.
    await page.routeWebSocket(/.*/, socket => {
      const server = socket.connectToServer();
      server.onMessage(text => socket.send(typeof text === 'string' && text.includes('"hello-ok"')
        ? text.replace(/"scopes":\[[^\]]*\]/g, '"scopes":["operator.read"]') : text));
    });
    await page.goto(`${gateway().url}overview#token=${TOKEN}`);
    await ui.isConnected();
    for (const words of ['Waking needs operator.write.', 'Leaving a note needs operator.admin.', 'Pausing and resuming needs operator.admin.']) await page.getByText(words).waitFor();
    for (const name of ['Wake the agent', 'Leave a note', 'Pause heartbeats']) assert.ok(await ui.button(name).isDisabled(), name);
    await page.getByText(/Not seen from here: approvals \(needs operator\.approvals\)/).waitFor();
  }));

  journey('on the phone all of it is there, below each other', async ui => {
    await needs(ui, AT_START);
    const width = await ui.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width[0] <= width[1], `sideways: ${width}`);
    await becomes(() => ui.button('Wake the agent').boundingBox(), box => box.height >= 44, 'a finger finds it');
  }, PHONE);
});
