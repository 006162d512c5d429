// Machines that lend their commands: who is there, live; what they are; what is run on them; who asks to be one.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { makeNode } from '../harness/node.mjs';
import { nodesPage } from '../harness/nodes_page.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

for (const profile of ['2026.2.6-3', '2026.9.6']) describe(`nodes of ${profile}`, () => {
  let gateway;
  before(async () => { gateway = await startDemoGateway({ profile }); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());

  const journey = (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
    const nodes = nodesPage(ui, gateway);
    await nodes.open();
    await nodes.row('Workshop Pi').waitFor();
    await steps(nodes, ui);
  }));

  journey('a node goes and comes while one looks', async nodes => {
    await nodes.row('Workshop Pi').filter({ hasText: /Connected/ }).waitFor();
    await gateway.order('node-offline', { name: 'Workshop Pi' });
    await nodes.row('Workshop Pi').filter({ hasNotText: /Connected/ }).waitFor();
    // Who is connected stands first.
    await nodes.list.getByRole('link').first().filter({ hasText: 'Pixel 9' }).waitFor();
    await gateway.order('node-online', { name: 'Workshop Pi' });
    await nodes.row('Workshop Pi').filter({ hasText: /Connected/ }).waitFor();
  });

  journey('a search narrows the list, and the address keeps the node', async (nodes, ui) => {
    await ui.page.getByRole('searchbox', { name: 'Find a node' }).fill('location');
    await nodes.row('Workshop Pi').waitFor({ state: 'detached' });
    await nodes.choose('Pixel 9');
    await nodes.sees('android');
    await ui.page.reload();
    await ui.isConnected();
    await nodes.detail.getByRole('heading', { name: 'Pixel 9' }).waitFor();
    await nodes.sees('location.get');
  });

  journey('a command is run, and its answer is a tree to open and to take along', async (nodes, ui) => {
    await nodes.choose('Workshop Pi');
    await nodes.run('system.run', { 'Command line': 'echo "hello from the page"' });
    await nodes.sees('hello from the page');
    await nodes.button('Copy as JSON').click();
    const copied = await becomes(() => ui.page.evaluate(() => navigator.clipboard.readText()), text => text.includes('hello from the page'), 'it was copied');
    assert.match(JSON.parse(copied).stdout, /hello from the page/);
    await nodes.run('camera.snap');
    const picture = ui.page.getByRole('img', { name: 'Picture from the node' });
    await picture.waitFor();
    assert.ok(await picture.evaluate(image => image.decode().then(() => image.naturalWidth)) > 0);
  });

  journey('a command that fails is told by its code, with what to do', async (nodes, ui) => {
    await nodes.choose('Pixel 9');
    await ui.page.getByRole('combobox', { name: 'Command', exact: true }).selectOption('sms.send');
    await ui.page.getByRole('textbox', { name: 'To', exact: true }).fill('+15555550123');
    await ui.page.getByRole('textbox', { name: 'Text', exact: true }).fill('Hello');
    await nodes.button('Run').click();
    await nodes.sees('The device does not permit this.');
    await nodes.sees('Grant the permission');
    await nodes.choose('Workshop Pi');
    await ui.page.getByRole('textbox', { name: 'Seconds to wait' }).fill('1');
    await nodes.run('system.run', { 'Command line': 'sleep 5' });
    await nodes.sees('The node did not answer in time.');
  });

  journey('a request is approved, and only the one it stands at', async nodes => {
    const { requestId } = await gateway.order('node-pairing-request', { name: 'Roof camera', commands: ['camera.snap'] });
    await nodes.request('Roof camera').getByText('camera.snap').waitFor();
    await nodes.answerTo('Roof camera', 'Approve');
    await nodes.request('Roof camera').waitFor({ state: 'detached' });
    await becomes(() => gateway.state(), ({ pendingNodePairings }) => !JSON.stringify(pendingNodePairings).includes(requestId), 'it is answered');
    await nodes.request('Garden camera').waitFor();
    await nodes.answerTo('Garden camera', 'Reject');
    await nodes.request('Garden camera').waitFor({ state: 'detached' });
  });

  journey('a machine connects, lends its commands and is asked once', async nodes => {
    const shed = makeNode(gateway.origin, { name: 'Shed', answer: command => ({ ran: command }) });
    const there = shed.come();
    try {
      if (profile !== '2026.2.6-3') {
        await nodes.answerTo('Shed', 'Approve');
        await there;
        // What it offers is approved apart from the machine itself, whose own request may still be there.
        const offer = nodes.request('Shed').filter({ hasText: 'system.which' });
        await offer.getByRole('button', { name: 'Approve', exact: true }).click();
        await offer.waitFor({ state: 'detached' });
      }
      await there;
      await nodes.row('Shed').filter({ hasText: /Connected/ }).waitFor();
      await nodes.choose('Shed');
      await nodes.run('system.which', { Programs: 'git' });
      await nodes.sees('"system.which"');
      assert.deepEqual(shed.invocations.map(({ command, params }) => [command, params]), [['system.which', { bins: ['git'] }]]);
    } finally { shed.leave(); }
    await nodes.row('Shed').filter({ hasNotText: /Connected/ }).waitFor();
  });

  journey('another name is given, or refused in its place', async nodes => {
    await nodes.choose('Workshop Pi');
    await nodes.rename('Workbench');
    const said = nodes.detail.getByRole('heading', { name: 'Workbench' }).or(nodes.detail.getByText('keeps no name of its own'));
    await said.first().waitFor();
  });

  journey('on a phone the list and the node come one after the other', async (nodes, ui) => {
    await nodes.row('Workshop Pi').tap();
    await nodes.sees('Run a command');
    await nodes.list.waitFor({ state: 'hidden' });
    const wide = await ui.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.ok(!wide, 'nothing sticks out');
    await ui.page.getByRole('link', { name: 'All nodes' }).tap();
    await nodes.row('Workshop Pi').waitFor();
    await becomes(() => nodes.detail.count(), count => count === 0, 'the node is left');
  }, PHONE);
});
