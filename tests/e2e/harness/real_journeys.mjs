// What is shown on every real gateway, with the console served from the gateway's own path under /ops.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { becomes } from './becomes.mjs';
import { launchBrowser } from './browser.mjs';
import { withConsole } from './console.mjs';
import { GATEWAY_GONE } from './guards.mjs';
import { agentJourneys } from './real_agents.mjs';
import { approvalJourneys, seeWhatMayBeMissed } from './real_approvals.mjs';
import { channelJourneys } from './real_channels.mjs';
import { configJourneys } from './real_config.mjs';
import { cronJourneys } from './real_cron.mjs';
import { debugJourneys } from './real_debug.mjs';
import { wholeConfigJourneys } from './real_config_whole.mjs';
import { deviceJourneys } from './real_devices.mjs';
import { startRealGateway } from './real_gateway.mjs';
import { logJourneys } from './real_logs.mjs';
import { nodeJourneys } from './real_nodes.mjs';
import { overviewJourneys } from './real_overview.mjs';
import { policyJourneys } from './real_policy.mjs';
import { sessionJourneys } from './real_sessions.mjs';
import { skillJourneys } from './real_skills.mjs';
import { usageJourneys } from './real_usage.mjs';
import { voiceJourneys } from './real_voice.mjs';
import { dist } from './settings.mjs';
import { assertOnce, difference } from './transcript.mjs';

export const realJourneys = version => describe(`on a real gateway, OpenClaw ${version}`, { timeout: 2_400_000 }, () => {
  let browser, gateway, operator, sessions = 0;
  before(async () => {
    browser = await launchBrowser();
    gateway = await startRealGateway(version, { uiRoot: dist(), uiBase: '/ops' });
    operator = await gateway.operator();
  });
  after(async () => {
    operator?.close();
    await browser?.close();
    await gateway?.close();
  });

  /** A journey in a session that has been spoken to once, as some versions ask for. */
  const journey = (name, steps) => test(name, async () => {
    const session = `agent:main:journey-${++sessions}`;
    await operator.say(session, 'hello');
    await withConsole(browser, gateway, {}, async ui => {
      await ui.openConnected({ session });
      await ui.seeReply('That was all');
      await steps(ui, session);
    });
  });
  const same = (ui, session) => becomes(async () => difference(await ui.whole(), await operator.history(session)), found => found === null, 'the page shows what the gateway holds');

  /** After a restart later versions go on by themselves with what was interrupted, some seconds later. */
  const runIsOver = session => becomes(() => operator.call('chat.history', { sessionKey: session, limit: 20 }), ({ messages, inFlightRun, pendingInputs }) =>
    !inFlightRun && !pendingInputs?.total && (operator.hello.protocol === 3 || JSON.stringify(messages).includes('interrupted by a gateway restart')),
  'the interrupted run is over', 120_000);

  journey('a message is sent and the reply streams in to its end', async (ui, session) => {
    // Longer than what later gateways give of a text unasked.
    await ui.send('flood 1600 every 2ms');
    await ui.seeLive('w39');
    await ui.seeReply('w1599');
    await ui.isQuiet();
    await same(ui, session);
    assertOnce(await ui.whole(), 'w1599');
  });

  journey('a tool is called for real and its card tells so', async (ui, session) => {
    await ui.send('run command: echo from-the-tool');
    await ui.seeReply('The tool has finished');
    await ui.isQuiet();
    const card = ui.toolCards.filter({ hasText: 'exec' });
    await becomes(() => card.count(), count => count === 1, 'one card tells of it');
    await card.and(ui.page.locator('[data-phase="done"]')).waitFor();
    await same(ui, session);
    // What is stored may be drawn anew, and folded, after it was opened.
    await becomes(async () => {
      if (!await card.last().evaluate(details => details.open)) await card.last().locator('summary').click();
      return card.last().getByText('from-the-tool').last().isVisible();
    }, Boolean, 'the card tells what came of it');
    assert.equal(await card.count(), 1);
  });

  journey('a run is stopped', async (ui, session) => {
    await ui.send('flood 4000 every 5ms');
    await ui.seeLive('w39');
    await ui.stop();
    await ui.isQuiet();
    await becomes(() => ui.replies.filter({ hasText: 'w39' }).count(), count => count === 1, 'what was said stays, once');
    assert.ok(!JSON.stringify(await ui.whole()).includes('w3999'));
    await ui.send('hello again');
    await ui.seeReply('hello again');
    await ui.isQuiet();
    // The earliest gateway does not keep what a stopped run has said; a page that saw it does.
    await ui.page.reload();
    await ui.seeReply('hello again');
    await same(ui, session);
  });

  journey('a reload in the middle of a run goes on with the run', async (ui, session) => {
    // Long enough for a slow machine to be back before its end.
    await ui.send('flood 1000 every 15ms');
    await ui.seeLive('w39');
    await ui.page.reload();
    await ui.isConnected();
    await ui.button('Stop').waitFor();
    await ui.seeReply('w999');
    await ui.isQuiet();
    await same(ui, session);
    assertOnce(await ui.whole(), 'w999');
  });

  const lists = version !== '2026.2.6-3';
  agentJourneys({ version, browser: () => browser });
  approvalJourneys({ journey, operator: () => operator, lists });
  channelJourneys({ version, browser: () => browser });
  configJourneys({ version, browser: () => browser });
  cronJourneys({ version, browser: () => browser, gateway: () => gateway, operator: () => operator });
  debugJourneys({ version, browser: () => browser, gateway: () => gateway, operator: () => operator });
  wholeConfigJourneys({ version, browser: () => browser });
  deviceJourneys({ version, browser: () => browser, gateway: () => gateway });
  logJourneys({ browser: () => browser, gateway: () => gateway, operator: () => operator });
  nodeJourneys({ browser: () => browser, gateway: () => gateway });
  overviewJourneys({ version, browser: () => browser, gateway: () => gateway, operator: () => operator });
  sessionJourneys({ journey, version, gateway: () => gateway, operator: () => operator });
  usageJourneys({ version, browser: () => browser, gateway: () => gateway, operator: () => operator });
  voiceJourneys({ browser: () => browser, gateway: () => gateway });
  for (const [name, steps] of Object.entries(policyJourneys)) journey(name, ui => steps(ui, gateway, operator));

  journey('a restart of the gateway in the middle of a run ends with its transcript', async (ui, session) => {
    ui.guards.expect(...GATEWAY_GONE);
    await ui.send('flood 1600 every 10ms');
    await ui.seeLive('w39');
    await ui.type('kept over the restart');
    operator.close();
    // Later versions would wait minutes for the run to end.
    await gateway.restart(null, 1500);
    operator = await gateway.operator();
    await ui.isConnected();
    await runIsOver(session);
    await ui.isStill();
    await same(ui, session);
    assert.equal(await ui.composer.inputValue(), 'kept over the restart');
    // What it answers may also concern the message before, which nobody has answered yet.
    await ui.send('hello after the restart');
    await ui.mine.filter({ hasText: 'hello after the restart' }).waitFor();
    await ui.isQuiet();
    await same(ui, session);
    await seeWhatMayBeMissed(ui, lists);
  });

  // At the end: the earliest gateway starts anew after what they write, and takes the second operator's connection along.
  skillJourneys({ browser: () => browser, gateway: () => gateway });
});
