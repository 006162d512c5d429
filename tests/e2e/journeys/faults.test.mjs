// Everything that can go wrong while a reply streams in. Afterwards the page shows exactly what the gateway holds,
// nothing twice, nothing missing, and the words being typed are still there.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../harness/browser.mjs';
import { becomes } from '../harness/becomes.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { GATEWAY_GONE } from '../harness/guards.mjs';
import { assertOnce, difference } from '../harness/transcript.mjs';

const DRAFT = 'half a thought, not yet sent';
const LAST = 'w399';

const FAULTS = [
  { fault: 'a dropped connection', orders: [['drop']], loses: true },
  { fault: 'a connection dropped after two more deltas', orders: [['drop', { afterDeltas: 2 }]], loses: true },
  { fault: 'a silence that ends', orders: [['stall', { ms: 800 }]] },
  { fault: 'late frames', orders: [['delay', { ms: 400 }]] },
  { fault: 'events that are swallowed', orders: [['gap', { swallow: 3 }]] },
  { fault: 'sequence numbers that are skipped', orders: [['gap', { skip: 5 }]] },
  { fault: 'malformed frames', orders: [['malformed']] },
  { fault: 'a frame that is too large', orders: [['oversized']], loses: true },
  { fault: 'being thrown out as a slow consumer', orders: [['slow-consumer']], loses: true },
  { fault: 'a restart of the gateway', orders: [['restart', { ms: 700 }]], loses: true, endsRun: true },
];

for (const profile of ['2026.2.6-3', '2026.9.6']) describe(`on ${profile}`, () => {
  let browser, gateway;
  before(async () => { browser = await launchBrowser(); gateway = await startDemoGateway({ profile }); });
  after(async () => { await browser.close(); await gateway.close(); });

  for (const { fault, orders, loses, endsRun } of FAULTS) test(`${fault} during a stream`, async () => {
    await gateway.reset();
    const session = 'agent:main:fault';
    await withConsole(browser, gateway, {}, async ui => {
      if (loses) ui.guards.expect(...GATEWAY_GONE);
      await ui.openConnected({ session });
      await ui.send('hello');
      await ui.isQuiet();
      await ui.send('flood 400 every 10ms');
      await ui.seeLive('w39');
      await ui.type(DRAFT);
      for (const [order, details] of orders) await gateway.order(order, details);
      await gateway.isIdle(session);
      await ui.isConnected();
      if (!endsRun) await ui.seeReply(LAST);
      await ui.isStill();
      await same(ui, gateway, session);
      if (!endsRun) assertOnce(await ui.whole(), LAST);
      assert.equal(await ui.composer.inputValue(), DRAFT);
      await ui.send('still there?');
      await ui.isQuiet();
      await same(ui, gateway, session);
    });
  });
});

/** The page catches up by itself; what it then shows is compared word by word. */
async function same(ui, gateway, session) {
  await becomes(async () => difference(await ui.whole(), await gateway.history(session)), found => found === null, 'the page shows what the gateway holds');
}
