// The configuration as text, and the gateway's update, on the demo gateway: the editor itself, in the policies each version sends.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN } from '../harness/settings.mjs';

const HIDDEN = '__OPENCLAW_REDACTED__';

function rawOn(ui, gateway) {
  const { page, button } = ui;
  const editor = page.getByRole('textbox', { name: 'Configuration as text' });
  const raw = {
    editor,
    async open(tab = 'raw') {
      await page.goto(`${gateway.url}config?tab=${tab}#token=${TOKEN}`);
      await ui.isConnected();
      if (tab === 'raw') await page.locator('.editor__place .cm-content').waitFor();
    },
    sees: words => page.getByText(words).first().waitFor(),
    /** Not that nothing was. */
    isWritten: () => page.getByText('Written.', { exact: true }).waitFor(),
    /** Finds words in the text and types over them, as an operator does. */
    async replace(from, to) {
      await editor.focus();
      await page.keyboard.press('Control+f');
      const find = page.getByRole('textbox', { name: 'Find' });
      await find.pressSequentially(from);
      await find.press('Enter');
      await page.keyboard.press('Escape');
      await page.keyboard.insertText(to);
    },
    async write(way) {
      await button('Review and write').click();
      const dialog = page.getByRole('dialog');
      if (way) await dialog.getByRole('radio', { name: new RegExp(`^${way}`) }).check();
      await dialog.getByRole('button', { name: 'Write', exact: true }).click();
    },
  };
  return raw;
}

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) describe(`the configuration as text on ${profile}`, () => {
  let browser, gateway;
  before(async () => {
    browser = await launchBrowser();
    gateway = await startDemoGateway({ profile });
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });
  beforeEach(() => gateway.reset());

  const journey = (name, steps) => test(name, () => withConsole(browser, gateway, {}, async ui => {
    const raw = rawOn(ui, gateway);
    await raw.open();
    await steps(ui, raw);
  }));

  journey('a word is changed in the text, looked through, and written', async (ui, raw) => {
    const secrets = (await gateway.order('config')).text.match(/example-[a-z]+-(?:key|token)-\w+/g);
    await raw.replace('harbour bot', 'harbour pilot');
    await raw.sees('1 change, not written');
    await raw.write('Write only');
    await raw.isWritten();
    const parsed = await becomes(async () => (await gateway.order('config')).parsed, it => JSON.stringify(it).includes('harbour pilot'), 'the file is written');
    const { text } = await gateway.order('config');
    assert.ok(secrets.length > 5);
    for (const secret of secrets) assert.ok(text.includes(secret), secret);
    assert.ok(!text.includes(HIDDEN), 'no secret is lost');
    assert.deepEqual(parsed.messages.groupChat.mentionPatterns, ['@mira', 'harbour pilot']);
    await raw.sees('No edits');
  });

  journey('what the gateway hides is never in the page', async (ui, raw) => {
    await raw.sees('hidden by the gateway');
    const shown = await ui.page.locator('.cm-content').innerText();
    assert.ok(!shown.includes(HIDDEN), shown.slice(0, 400));
  });

  journey('a slip is told at its line, and the way leads there', async (ui, raw) => {
    await raw.replace('harbour bot', '"');
    const faults = ui.page.getByRole('region', { name: 'Faults in the text' });
    await faults.getByRole('button', { name: /^Line \d+$/ }).click();
    await becomes(() => ui.button('Review and write').isDisabled(), Boolean, 'it cannot be written');
    await ui.page.keyboard.press('Control+z');
    await faults.waitFor({ state: 'detached' });
    await raw.sees('No edits');
  });

  journey('Escape and Tab lead out of the editor', async (ui, raw) => {
    await raw.editor.focus();
    await ui.page.keyboard.press('Escape');
    await ui.page.keyboard.press('Tab');
    const inside = await ui.page.evaluate(() => !!document.activeElement?.shadowRoot);
    assert.equal(inside, false);
  });

  journey('an edit meets what somebody else wrote', async (ui, raw) => {
    await raw.replace('harbour bot', 'harbour pilot');
    await gateway.order('config-edit', { path: 'ui.seamColor', value: '#123456' });
    // Later gateways tell of it at once; of earlier ones it is heard when they refuse the text.
    const told = ui.page.getByText('Somebody else changed the configuration').first();
    if (profile !== '2026.9.6') {
      await ui.button('Review and write').click();
      const write = ui.page.getByRole('dialog').getByRole('button', { name: 'Write', exact: true });
      // Or when the configuration happens to be read again.
      await write.or(told).first().waitFor();
      if (await write.isVisible()) await write.click();
    }
    await told.waitFor();
    await ui.button('Merge').click();
    await raw.sees('What somebody else changed is in the text now');
    await raw.write('Write only');
    await raw.isWritten();
    const { parsed } = await gateway.order('config');
    assert.equal(parsed.ui.seamColor, '#123456');
    assert.deepEqual(parsed.messages.groupChat.mentionPatterns, ['@mira', 'harbour pilot']);
  });

  test('the gateway updates itself, restarts, and is back with the new version', () => withConsole(browser, gateway, {}, async ui => {
    const raw = rawOn(ui, gateway);
    await gateway.order('update-next', { outcome: 'succeeds', version: '2026.12.1', takesMs: 400 });
    await raw.open('update');
    await ui.button('Update now').click();
    await ui.page.getByRole('dialog').getByRole('button', { name: 'Update now' }).click();
    await raw.sees('The gateway is back');
    await raw.sees('2026.12.1');
    await raw.sees('The update is installed.');
  }));

  test('an update that fails says at which step, and why', () => withConsole(browser, gateway, {}, async ui => {
    const raw = rawOn(ui, gateway);
    await gateway.order('update-next', { outcome: 'fails', reason: 'global update', takesMs: 100 });
    await raw.open('update');
    await ui.button('Update now').click();
    await ui.page.getByRole('dialog').getByRole('button', { name: 'Update now' }).click();
    await raw.sees('The update failed.');
  }));
});
