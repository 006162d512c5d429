// The questions that saving a configuration asks, as the rules of accessibility see them; and the editor of the text in
// a page that allows no style but those of its own files.
import { after, before, beforeEach, test } from 'node:test';
import { isSound } from '../harness/axe.mjs';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { LOOKS } from '../harness/pages.mjs';
import { TOKEN } from '../harness/settings.mjs';

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'self'";

let browser, latest, merging;
before(async () => {
  browser = await launchBrowser();
  latest = await startDemoGateway({ profile: '2026.9.6' });
  merging = await startDemoGateway({ profile: '2026.4.15' });
});
beforeEach(() => Promise.all([latest.reset(), merging.reset()]));
after(async () => { await browser?.close(); await latest?.close(); await merging?.close(); });

const open = async (ui, gateway, at) => {
  await ui.page.goto(`${gateway.url}config?at=${encodeURIComponent(at)}#token=${TOKEN}`);
  await ui.isConnected();
  await ui.button('Review changes').waitFor();
};
const dialog = ui => ui.page.getByRole('dialog');
const changeLevel = async ui => {
  await ui.page.locator('[data-at="/logging/level"] select').selectOption({ label: 'trace' });
  await ui.page.getByText('1 change, not saved').waitFor();
};

for (const [name, look] of Object.entries(LOOKS)) {
  test(`what is to be saved is reviewed: ${name}`, () => withConsole(browser, latest, look, async ui => {
    await open(ui, latest, '/logging/level');
    await changeLevel(ui);
    await ui.button('Review changes').click();
    await dialog(ui).getByRole('button', { name: 'Save' }).waitFor();
    await isSound(ui);
  }));

  test(`a conflict is decided: ${name}`, () => withConsole(browser, latest, look, async ui => {
    await open(ui, latest, '/logging/level');
    await changeLevel(ui);
    await latest.order('config-edit', { path: 'logging.level', value: 'warn' });
    await dialog(ui).getByRole('radio', { name: /^Mine/ }).waitFor();
    await isSound(ui);
  }));

  test(`the whole is written where no patch can say it: ${name}`, () => withConsole(browser, merging, look, async ui => {
    await open(ui, merging, '/agents/list');
    await ui.page.getByRole('button', { name: 'Remove Scout' }).click();
    await ui.page.getByText('1 change, not saved').waitFor();
    await ui.button('Save').click();
    await dialog(ui).getByRole('button', { name: 'Write the whole' }).waitFor();
    await isSound(ui);
  }));

  test(`all edits are thrown away: ${name}`, () => withConsole(browser, latest, look, async ui => {
    await open(ui, latest, '/logging/level');
    await changeLevel(ui);
    await ui.button('Discard').click();
    await dialog(ui).getByRole('button', { name: 'Discard' }).waitFor();
    await isSound(ui);
  }));

  test(`the text is searched, reviewed before it is written, and thrown away: ${name}`, () => withConsole(browser, latest, look, async ui => {
    await ui.page.goto(`${latest.url}config?tab=raw#token=${TOKEN}`);
    await ui.isConnected();
    const editor = ui.page.getByRole('textbox', { name: 'Configuration as text' });
    await editor.click();
    await ui.page.keyboard.press('Control+Home');
    await ui.page.keyboard.insertText('// mine\n');
    await ui.page.keyboard.press('Control+f');
    await ui.page.getByRole('textbox', { name: 'Find' }).fill('token');
    await isSound(ui);
    await ui.page.keyboard.press('Escape');
    await ui.button('Review and write').click();
    await dialog(ui).getByRole('button', { name: 'Write', exact: true }).waitFor();
    await isSound(ui);
    await ui.page.keyboard.press('Escape');
    await ui.button('Undo all edits').click();
    await dialog(ui).getByRole('button', { name: 'Undo all edits' }).waitFor();
    await isSound(ui);
  }));

  test(`the gateway is asked to update itself: ${name}`, () => withConsole(browser, latest, look, async ui => {
    await ui.page.goto(`${latest.url}config?tab=update#token=${TOKEN}`);
    await ui.isConnected();
    await ui.button('Update now').click();
    await dialog(ui).getByRole('button', { name: 'Update now' }).waitFor();
    await isSound(ui);
  }));
}

test('the text is edited in a page that allows no style of its own', () => withConsole(browser, latest, {}, async ui => {
  // An answer that a test has changed has come from nowhere; the browser would keep it from this machine.
  await ui.page.context().grantPermissions(['local-network-access']);
  // Only the page has a policy; what it loads is as the gateway sends it.
  await ui.page.route('**/config?*', async route => {
    if (!route.request().isNavigationRequest()) return route.fallback();
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': STRICT } });
  });
  await ui.page.goto(`${latest.url}config?tab=raw#token=${TOKEN}`);
  await ui.isConnected();
  const content = ui.page.locator('.editor__place .cm-content');
  await content.waitFor();
  const look = () => content.evaluate(it => ({ space: getComputedStyle(it).whiteSpace, colours: new Set([...it.querySelectorAll('span')].map(span => getComputedStyle(span).color)).size }));
  await becomes(look, ({ space, colours }) => space === 'break-spaces' && colours > 1, 'the editor has its styles and colours');
  await ui.page.getByRole('textbox', { name: 'Configuration as text' }).focus();
  await ui.page.keyboard.press('Control+f');
  await ui.page.getByRole('textbox', { name: 'Find' }).waitFor();
}));
