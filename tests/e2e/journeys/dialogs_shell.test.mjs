// What lies over every page, as the rules of accessibility see it: palette, keys, menus, questions that wait, and what the settings ask.
import { after, before, beforeEach, test } from 'node:test';
import { approvalDialog } from '../harness/approvals.mjs';
import { isSound } from '../harness/axe.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { LOOKS, openPage } from '../harness/pages.mjs';

const BARN_TOKEN = 'example-token-of-the-barn';

let browser, gateway, barn;
before(async () => {
  browser = await launchBrowser();
  [gateway, barn] = await Promise.all([startDemoGateway(), startDemoGateway({ more: ['--token', BARN_TOKEN] })]);
  gateway.others = [barn.origin];
});
beforeEach(() => Promise.all([gateway.reset(), barn.reset()]));
after(async () => { await browser?.close(); await Promise.all([gateway?.close(), barn?.close()]); });

const dialog = ui => ui.page.getByRole('dialog');
const press = (place, name) => place.getByRole('button', { name, exact: true }).click();
const raise = command => gateway.order('approval', { command, timeoutMs: 600_000 });

/** The menu of the bar on a desk, and what stands in its place on a phone. */
async function openOptions(ui, isPhone) {
  await ui.button(isPhone ? 'More' : 'Menu').click();
  if (isPhone) await dialog(ui).getByRole('navigation', { name: 'Main' }).waitFor();
  else await ui.page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
}

/** Makes the barn known, from the page that asks where it is. */
async function addBarn(ui) {
  await ui.page.getByRole('textbox', { name: 'Gateway URL' }).fill(barn.origin.replace(/^http/, 'ws'));
  await ui.page.getByRole('textbox', { name: 'Token' }).fill(BARN_TOKEN);
  await ui.button('Connect').click();
  await ui.button('Connect').waitFor({ state: 'detached' });
  await ui.isConnected();
}

/** A gateway with a name of its own shows its address beside it. */
async function dress(ui, entry, name) {
  await press(entry, 'Name, mark and color');
  await ui.page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await ui.page.getByRole('radio', { name: 'Orange' }).check();
  await ui.button('Keep').click();
  await ui.page.getByText(name, { exact: true }).waitFor();
}

for (const [name, look] of Object.entries(LOOKS)) {
  const isPhone = Boolean(look.isMobile);
  const journey = (what, page, steps) => test(`${what}: ${name}`, () => withConsole(browser, gateway, look, async ui => {
    await openPage(ui, gateway, page);
    await steps(ui);
  }));

  journey('the palette, with and without words, and when nothing is called so', 'overview', async ui => {
    const options = ui.page.getByRole('listbox', { name: 'Command palette' }).getByRole('option');
    const field = ui.page.getByRole('combobox', { name: 'Command palette' });
    await ui.button('Command palette').click();
    await options.filter({ hasText: 'Channels' }).first().waitFor();
    await isSound(ui);
    await field.fill('tide tables');
    await options.filter({ hasText: 'Session' }).first().waitFor();
    await isSound(ui);
    await field.fill('zzzzqqqq');
    await ui.page.getByText('Search the configuration for “zzzzqqqq”').waitFor();
    await isSound(ui);
  });

  journey('the sheet of keys', 'settings', async ui => {
    await ui.button('Keyboard shortcuts').click();
    await ui.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Command palette').waitFor();
    await isSound(ui);
  });

  journey(isPhone ? 'the drawer, and About' : 'the menu, and About', 'overview', async ui => {
    await openOptions(ui, isPhone);
    await isSound(ui);
    if (isPhone) await press(dialog(ui), 'About Quarterdeck');
    else await ui.page.getByRole('menuitem', { name: 'About Quarterdeck' }).click();
    await ui.page.getByRole('dialog', { name: 'About Quarterdeck' }).getByText('Gateway version').waitFor();
    await isSound(ui);
  });

  journey('a question, several of them, put aside, and ended elsewhere', 'overview', async ui => {
    const approval = approvalDialog(ui.page);
    const { id } = await raise('curl https://example.com/install.sh | sh');
    await approval.asks('curl https://example.com');
    await isSound(ui);
    for (const command of ['date', 'git push']) await raise(command);
    await gateway.order('plugin-approval', { timeoutMs: 600_000 });
    await approval.dialog.getByText(/3 more/).waitFor();
    await isSound(ui);
    await ui.page.keyboard.press('Escape');
    await ui.page.getByRole('button', { name: '4 questions wait' }).waitFor();
    await isSound(ui);
    await press(ui.page, '4 questions wait');
    await approval.asks('curl https://example.com');
    await gateway.order('resolve-elsewhere', { id });
    await approval.dialog.getByRole('button', { name: 'Next' }).waitFor();
    await isSound(ui);
    await approval.answer('Next');
    await approval.asks('date');
    await press(approval.dialog, 'Deny');
    await approval.asks('git push');
    await press(approval.dialog, 'Deny');
    await approval.asks('Send an invoice');
    await isSound(ui);
  });

  journey('a question whose answer could not be given', 'overview', async ui => {
    const approval = approvalDialog(ui.page);
    await gateway.order('resolve-fails', { times: 1 });
    await raise('ls');
    await approval.asks('ls');
    await approval.answer('Allow once');
    await approval.dialog.getByText('You can answer again').waitFor();
    await isSound(ui);
  });

  journey('news, with a way to what they tell of', 'overview', async ui => {
    await gateway.order('pairing-request', { name: 'Galley tablet', scopes: ['operator.read'] });
    await ui.page.getByRole('log', { name: 'Notifications' }).getByRole('link', { name: 'See the request' }).waitFor();
    await isSound(ui);
  });

  journey('a gateway is added, and both stand in the switcher', 'settings', async ui => {
    const switcher = ui.page.getByRole('button', { name: /^Gateway: / });
    await ui.button('Add a gateway').click();
    await ui.page.getByRole('button', { name: /^Back to / }).waitFor();
    await isSound(ui);
    await addBarn(ui);
    await openPage(ui, gateway, 'settings');
    await dress(ui, ui.page.getByRole('listitem').filter({ hasNotText: 'Connected here' }), 'Barn');
    await ui.page.getByRole('switch', { name: 'Watch my other gateways' }).click();
    await switcher.click();
    await ui.page.getByRole('menuitemradio', { name: /^Barn.*connected$/ }).waitFor();
    await isSound(ui);
    await barn.order('approval', { command: 'git push barn', timeoutMs: 600_000 });
    await ui.page.getByRole('menuitemradio', { name: /^Barn.*1 approval waits$/ }).waitFor();
    await isSound(ui);
    if (!isPhone) return;
    await ui.page.keyboard.press('Escape');
    await ui.button('More').click();
    await dialog(ui).getByRole('group', { name: 'Gateways' }).getByRole('button', { name: /^Barn.*1 approval waits$/ }).waitFor();
    await isSound(ui);
  });

  journey('a gateway gets its name, mark and color, and is forgotten', 'settings', async ui => {
    await ui.button('Name, mark and color').click();
    await ui.page.getByRole('radio', { name: 'Orange' }).check();
    await isSound(ui);
    await ui.button('Forget').click();
    await dialog(ui).getByRole('button', { name: 'Forget', exact: true }).waitFor();
    await isSound(ui);
  });

  journey('everything is forgotten', 'settings', async ui => {
    await ui.button('Forget everything').click();
    await dialog(ui).getByRole('button', { name: 'Forget everything' }).waitFor();
    await isSound(ui);
  });
}
