// The names that screen readers say, tests press and habits know: the console's contract, as the tree of accessibility holds them.
import { after, before, beforeEach, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { DESK, openPage } from '../harness/pages.mjs';

let browser, gateway;
before(async () => { browser = await launchBrowser(); gateway = await startDemoGateway(); });
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

/** Each of these stands in the tree of what can be heard. */
async function holds(root, expected) {
  const isIn = (tree, line) => (line instanceof RegExp ? line.test(tree) : tree.includes(`- ${line}`));
  await becomes(async () => {
    const tree = await root.ariaSnapshot();
    return expected.filter(line => !isIn(tree, line)).map(String);
  }, missing => missing.length === 0, 'these names are missing');
}

const named = (name, steps) => test(name, () => withConsole(browser, gateway, DESK, steps));

named('the way in', async ui => {
  await ui.page.goto(ui.address(undefined, ''));
  await ui.button('Connect').waitFor();
  await holds(ui.page.locator('body'), ['textbox "Gateway URL"', 'textbox "Token"', 'button "Connect"']);
  await ui.page.getByRole('textbox', { name: 'Token' }).fill('wrong');
  await ui.button('Connect').click();
  await holds(ui.page.locator('body'), [/- alert/]);
});

named('the frame around every page', async ui => {
  await openPage(ui, gateway, 'overview');
  const links = ['Chat', 'Overview', 'Approvals', 'Sessions', 'Channels', 'Usage', 'Cron', 'Nodes', 'Devices', 'Agents', 'Skills', 'Config', 'Logs', 'Voice', 'Debug', 'Settings'];
  await holds(ui.page.getByRole('navigation', { name: 'Main' }), ['navigation "Main"', ...links.map(name => `link "${name}"`)]);
  await holds(ui.page.locator('body'), ['status "Connection": Connected', 'button "Command palette"']);
});

named('the chat', async ui => {
  await ui.openConnected({ session: 'agent:main:main' });
  await ui.articles.last().waitFor();
  await holds(ui.page.locator('body'), ['log "Transcript"', 'textbox "Message"', 'button "Send"', 'button "New session"', 'combobox "Session"']);
  await ui.send('flood 2000 every 5ms');
  await holds(ui.page.locator('body'), ['button "Stop"']);
});

named('a question of an agent', async ui => {
  await ui.openConnected();
  await gateway.order('approval', { command: 'echo who-asks', timeoutMs: 600_000 });
  await holds(ui.page.locator('body'), ['alertdialog "Approval needed"', 'button "Allow once"', 'button "Always allow"', 'button "Deny"', /- timer/, /echo who-asks/]);
});

named('the configuration', async ui => {
  await openPage(ui, gateway, 'config');
  await holds(ui.page.locator('main'), ['searchbox "Search settings"', 'button "Review changes', 'button "Save', 'button "Discard', 'tab "Raw"']);
});

named('what it costs', async ui => {
  await openPage(ui, gateway, 'usage');
  await holds(ui.page.locator('main'), [/- img "[^"]{10,}"/, 'button "Show as table"']);
});

named('the log', async ui => {
  await openPage(ui, gateway, 'logs');
  await holds(ui.page.locator('main'), ['log "Gateway log"', 'textbox "Filter"', 'button "Pause"', 'button "Export"']);
});
