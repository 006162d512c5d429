// What channels, devices, nodes and voice ask in a dialog or beside their list, as the rules of accessibility see it.
import { after, before, beforeEach, test } from 'node:test';
import { isSound } from '../harness/axe.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { nodesPage } from '../harness/nodes_page.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { LOOKS, openPage } from '../harness/pages.mjs';
import { voicePage } from '../harness/voice_page.mjs';

const ADMIN = ['operator.admin', 'operator.read'];

let browser, gateway;
before(async () => {
  browser = await launchBrowser();
  gateway = await startDemoGateway({ profile: '2026.9.6' });
});
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

const dialog = ui => ui.page.getByRole('dialog');
const press = (place, name) => place.getByRole('button', { name, exact: true }).click();
/** The dialog asks and can be answered so. */
const asks = (ui, verb) => dialog(ui).getByRole('button', { name: verb, exact: true }).waitFor();
const channel = (ui, name) => ui.page.getByRole('region', { name: new RegExp(`^${name}`) });
const device = (ui, name) => ui.page.getByRole('article', { name, exact: true });
const own = ui => ui.page.getByRole('article').filter({ hasText: 'This device' });

for (const [name, look] of Object.entries(LOOKS)) {
  const journey = (what, page, steps) => test(`${what}: ${name}`, () => withConsole(browser, gateway, look, async ui => {
    await openPage(ui, gateway, page);
    await steps(ui);
  }));

  journey('a channel is signed in by a code', 'channels', async ui => {
    await press(channel(ui, 'WhatsApp'), 'Link again');
    await dialog(ui).getByText('WhatsApp is already linked').waitFor();
    await isSound(ui);
    await press(dialog(ui), 'End the link and get a code');
    await dialog(ui).getByText('nothing is received or sent').waitFor();
    await isSound(ui);
    await press(dialog(ui), 'End the link');
    await dialog(ui).getByRole('img', { name: 'QR code to sign in WhatsApp' }).waitFor();
    await isSound(ui);
    await gateway.order('qr-scan');
    await dialog(ui).getByText('Linked! WhatsApp is ready.').waitFor();
    await isSound(ui);
  });

  journey('a channel refuses to give a code', 'channels', async ui => {
    await gateway.order('answer', { method: 'web.login.start', error: { code: 'UNAVAILABLE', message: 'login is unavailable' } });
    await press(channel(ui, 'WhatsApp'), 'Link again');
    await dialog(ui).getByText('login is unavailable').waitFor();
    await isSound(ui);
  });

  for (const [who, verb] of [['WhatsApp', 'Sign out'], ['Discord', 'Stop']]) {
    journey(`${who} is asked about before: ${verb}`, 'channels', async ui => {
      await press(channel(ui, who), verb);
      await asks(ui, verb);
      await isSound(ui);
    });
  }

  journey('who asks to administer is let in only when asked again', 'devices', async ui => {
    await gateway.order('pairing-request', { name: 'Captain', scopes: ADMIN, isRepair: true });
    await press(device(ui, 'Captain'), 'Approve');
    await asks(ui, 'Approve as administrator');
    await isSound(ui);
    await press(dialog(ui), 'Cancel');
    await dialog(ui).waitFor({ state: 'hidden' });
    await isSound(ui);
  });

  journey('the token of another device is rotated', 'devices', async ui => {
    await press(device(ui, 'Field laptop'), 'Rotate');
    await asks(ui, 'Rotate');
    await isSound(ui);
    await press(dialog(ui), 'Rotate');
    await ui.page.getByRole('dialog', { name: 'New token of Field laptop' }).getByText('only to the device itself').waitFor();
    await isSound(ui);
  });

  journey('one’s own token is shown once', 'devices', async ui => {
    await press(own(ui), 'Rotate');
    await press(dialog(ui), 'Rotate');
    await dialog(ui).getByText('It will not be shown again.').waitFor();
    await isSound(ui);
  });

  for (const verb of ['Revoke', 'Remove']) {
    journey(`a device is asked about before: ${verb}`, 'devices', async ui => {
      await press(device(ui, 'Field laptop'), verb);
      await asks(ui, verb);
      await isSound(ui);
    });
  }

  journey('a node that asks for more than to be one', 'nodes', async ui => {
    const nodes = nodesPage(ui, gateway);
    await gateway.order('pairing-request', { name: 'Cellar Pi', role: 'node', scopes: ADMIN });
    await nodes.answerTo('Cellar Pi', 'Approve');
    await asks(ui, 'Approve');
    await isSound(ui);
    await press(dialog(ui), 'Cancel');
    await dialog(ui).waitFor({ state: 'hidden' });
    await isSound(ui);
  });

  journey('a command is run on a node, with its answer, a picture and a failure', 'nodes', async ui => {
    const nodes = nodesPage(ui, gateway);
    await nodes.choose('Workshop Pi');
    await ui.page.getByRole('combobox', { name: 'Command', exact: true }).selectOption('system.run');
    await ui.page.getByRole('textbox', { name: 'Command line', exact: true }).waitFor();
    await isSound(ui);
    await nodes.run('system.run', { 'Command line': 'echo "hello from the page"' });
    await nodes.sees('hello from the page');
    await nodes.run('camera.snap');
    await ui.page.getByRole('img', { name: 'Picture from the node' }).waitFor();
    await isSound(ui);
    await nodes.button('Rename').click();
    await ui.page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
    await isSound(ui);
  });

  journey('a node refuses a command', 'nodes', async ui => {
    const nodes = nodesPage(ui, gateway);
    await nodes.choose('Pixel 9');
    await nodes.run('sms.send', { To: '+15555550123', Text: 'Hello' });
    await nodes.sees('The device does not permit this.');
    await isSound(ui);
  });

  journey('wake words are edited by two, and set back', 'voice', async ui => {
    const voice = voicePage(ui, gateway);
    await voice.button('Reset').click();
    await asks(ui, 'Reset');
    await isSound(ui);
    await press(dialog(ui), 'Cancel');
    await voice.word(1).fill('CLAUDE');
    await voice.sees('This word is there already.');
    await isSound(ui);
    const other = await connectOperator(gateway.origin);
    await other.call('voicewake.set', { triggers: ['theirs', 'too'] });
    other.close();
    await voice.sees('Somebody else has saved other words meanwhile');
    await isSound(ui);
  });
}
