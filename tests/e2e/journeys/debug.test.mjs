// The gateway's inside: every method called, events and frames seen, snapshots and a report taken along, people told.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { debugPage } from '../harness/debug_page.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) describe(`debug of ${profile}`, () => {
  let gateway;
  before(async () => { gateway = await startDemoGateway({ profile }); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());

  const journey = (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
    const debug = debugPage(ui, gateway);
    await debug.open();
    await steps(debug, ui);
  }));

  journey('a method is found, filled in and called, and its answer is looked into', async (debug, ui) => {
    await debug.choose('chat.history');
    await debug.sees('Used by: Chat');
    await debug.sees('Only reads');
    await debug.form('chat.history').getByRole('textbox', { name: 'limit (optional)' }).fill('2');
    await becomes(() => debug.json.inputValue(), text => JSON.parse(text).limit === 2, 'the form writes into the JSON');
    await debug.json.fill('{"sessionKey": "agent:main:main", "limit": 3}');
    await becomes(() => debug.form('chat.history').getByRole('textbox', { name: 'limit (optional)' }).inputValue(), text => text === '3', 'the JSON is seen in the form');
    await debug.call('chat.history');
    await debug.sees('Answered');
    const messages = debug.form('chat.history').locator('summary').filter({ hasText: 'messages' });
    await messages.click();
    await debug.form('chat.history').getByText('messages', { exact: true }).first().waitFor();
    await debug.button('Copy path').click();
    await becomes(() => ui.page.evaluate(() => navigator.clipboard.readText()), text => text === 'messages', 'the path is copied');
    // The address leads back to it.
    await ui.page.reload();
    await ui.isConnected();
    await debug.form('chat.history').waitFor();
  });

  journey('what cannot be taken back is asked about, and done once', async (debug, ui) => {
    await debug.choose('sessions.delete');
    await debug.form('sessions.delete').getByRole('textbox', { name: 'key' }).fill('agent:main:nobody');
    await debug.call('sessions.delete');
    const question = ui.page.getByRole('dialog', { name: 'Call sessions.delete?' });
    await question.getByText('cannot be brought back').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    await debug.choose('set-heartbeats');
    await debug.call('set-heartbeats');
    await ui.page.getByRole('dialog', { name: 'Call set-heartbeats?' }).getByRole('button', { name: 'Call', exact: true }).click();
    await debug.sees('Answered');
  });

  journey('a refusal is shown in the words of the gateway, and a call is made again', async (debug, ui) => {
    await debug.choose('chat.history');
    await debug.json.fill('{"bogus": 1}');
    await debug.call('chat.history');
    await debug.sees(/unexpected property 'bogus'/);
    await debug.sees('Refused');
    await debug.choose('status');
    await debug.call('status');
    const calls = ui.page.getByRole('region', { name: 'Calls made from here' }).getByRole('listitem').locator('summary');
    await becomes(() => calls.filter({ hasText: 'status' }).count(), count => count === 1, 'the call is remembered');
    await calls.filter({ hasText: 'status' }).first().click();
    await debug.button('Again').click();
    await becomes(() => calls.filter({ hasText: 'status' }).count(), count => count === 2, 'and made again');
  });

  journey('every method that reads is called without an error of ours', async (debug, ui) => {
    const names = await debug.methods.locator('a[data-effect="reads"] code').allTextContents();
    assert.ok(names.length > 15, `${names.length} methods read`);
    for (const name of names) {
      if (name.includes('wait')) continue;
      await debug.choose(name);
      await debug.call(name);
      await debug.form(name).getByText(/^(Answered|Refused)$/).first().waitFor();
    }
  });

  journey('events are seen as they come, found, held still, and a gap is told', async (debug, ui) => {
    await debug.tab('Events').click();
    await gateway.order('tick');
    await debug.records.filter({ hasText: 'tick' }).first().waitFor();
    await ui.page.getByRole('searchbox', { name: 'Find in names and contents' }).fill('health');
    await debug.records.filter({ hasText: 'tick' }).first().waitFor({ state: 'detached' });
    await gateway.order('health', { ok: true, marker: 'harbour-marker' });
    await debug.records.filter({ hasText: 'health' }).first().waitFor();
    await debug.button('Pause').click();
    const held = await debug.records.count();
    await gateway.order('health', { ok: true });
    await debug.sees(/passed since the pause/);
    assert.equal(await debug.records.count(), held, 'what is held still stays');
    await debug.button('Go on').click();
    await becomes(() => debug.records.count(), count => count > held, 'and comes after it');
    await ui.page.getByRole('searchbox', { name: 'Find in names and contents' }).fill('');
    await gateway.order('health', { ok: true });
    await gateway.order('gap', { skip: 3 });
    await gateway.order('health', { ok: true });
    await gateway.order('health', { ok: true });
    await debug.sees('3 events are missing before this one');
  });

  journey('frames are listened to on demand, and carry no secret', async (debug, ui) => {
    await debug.tab('Frames').click();
    await debug.sees('No frame has been listened to yet.');
    await ui.page.getByRole('switch', { name: 'Listen to frames' }).click();
    await gateway.order('tick');
    await debug.records.filter({ hasText: 'event tick' }).first().waitFor();
    // The greeting carries the token.
    ui.guards.expect(/WebSocket|Failed to load resource/);
    await gateway.order('drop');
    const greeting = debug.records.filter({ hasText: 'req connect' }).first();
    await greeting.locator('summary').first().click();
    await greeting.getByText('params', { exact: true }).click();
    await greeting.getByText('auth', { exact: true }).click();
    await greeting.getByText('••••••').first().waitFor();
    assert.ok(!(await ui.page.locator('body').innerText()).includes(TOKEN), 'the token is not on the page');
    await ui.isConnected();
  });

  journey('snapshots and the report are taken along without secrets', async (debug, ui) => {
    await debug.tab('Snapshots').click();
    await debug.panel.getByText('features', { exact: true }).waitFor();
    const [file] = await Promise.all([ui.page.waitForEvent('download'), debug.button('Download').click()]);
    assert.equal(file.suggestedFilename(), 'hello-ok.json');
    const hello = JSON.parse(await readFile(await file.path(), 'utf8'));
    assert.ok(hello.features.methods.length > 20);
    if (hello.auth?.deviceToken) assert.equal(hello.auth.deviceToken, '••••••');
    await debug.button('status').click();
    await debug.panel.getByText('sessions', { exact: true }).first().waitFor();
    await debug.tab('Report').click();
    await debug.sees(/Methods offered: \d+/);
    const [report] = await Promise.all([ui.page.waitForEvent('download'), debug.button('Download').click()]);
    const text = await readFile(await report.path(), 'utf8');
    assert.match(text, /connected/);
    assert.ok(!text.includes(TOKEN));
  });

  journey('a message, a poll and the browser are reached, each once', async (debug, ui) => {
    await debug.tab('Send').click();
    await debug.box('To').fill('+15555550123');
    await debug.box('Message').fill('The tide turns at six.');
    await debug.box('Channel (optional)').fill('whatsapp');
    await debug.button('Send').click();
    await ui.page.getByRole('dialog', { name: 'Call send?' }).getByRole('button', { name: 'Send', exact: true }).click();
    await debug.sees('Answered');
    await becomes(() => gateway.state(), ({ told }) => told.length === 1 && told[0].params.message === 'The tide turns at six.', 'told once');
    await debug.button('Poll').click();
    await debug.box('To').fill('harbour-crew');
    await debug.box('Question').fill('When?');
    await debug.box('Answers to choose from').fill('Now\nLater');
    await debug.box('Channel (optional)').fill('telegram');
    await debug.button('Send').click();
    await ui.page.getByRole('dialog', { name: 'Call poll?' }).getByRole('button', { name: 'Send', exact: true }).click();
    await becomes(() => gateway.state(), ({ told }) => told.length === 2 && told[1].params.options.join() === 'Now,Later', 'the poll too');
    await debug.button('Browser').click();
    await debug.box('Path').fill('/');
    await debug.button('Send').click();
    await ui.page.getByRole('dialog', { name: 'Call browser.request?' }).getByRole('button', { name: 'Send', exact: true }).click();
    await debug.sees('detectedBrowser');
  });

  journey('an agent answers twice, and its run can be waited for', async (debug, ui) => {
    await debug.tab('Send').click();
    await debug.button('Agent turn').click();
    await debug.box('Message').fill('flood 200 every 10ms');
    await debug.button('Send').click();
    await debug.sees('Answered');
    await debug.sees('completed');
    await debug.button('Wait for this run').click();
    await becomes(() => debug.box('Run').inputValue(), run => run.length > 8, 'the run is named');
    await debug.button('Send').click();
    await debug.sees('Answered');
  });

  journey('on a phone the list and the method come one after the other', async (debug, ui) => {
    await debug.choose('status');
    await debug.methods.waitFor({ state: 'hidden' });
    await debug.call('status');
    await debug.sees('Answered');
    for (const tab of ['Events', 'Frames', 'Snapshots', 'Send', 'Wizard', 'Report', 'Calls']) {
      await debug.tab(tab).click();
      await debug.tab(tab).and(ui.page.locator('[aria-selected="true"]')).waitFor();
      const wide = await ui.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.ok(!wide, `${tab}: nothing sticks out`);
    }
    await ui.page.getByRole('link', { name: 'All methods' }).tap();
    await debug.methods.waitFor();
  }, PHONE);
});
