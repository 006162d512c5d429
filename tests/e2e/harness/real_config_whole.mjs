// The configuration as text on a real gateway: the tab Raw edits the text and writes it whole, and the file on disk says
// exactly that afterwards, its secrets included.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { GATEWAY_GONE } from './guards.mjs';
import { withDefaults, withModelDefaults } from './real_config.mjs';
import { startRealGateway } from './real_gateway.mjs';
import { TOKEN, dist } from './settings.mjs';

/** `browser` is asked for when the tests run. The gateway is one of their own: they restart it. */
export function wholeConfigJourneys({ version, browser }) {
  let gateway;
  before(async () => {
    gateway = await startRealGateway(version, {
      uiRoot: dist(), uiBase: '/ops', config: { env: { vars: { MOOD: 'calm' } }, messages: { responsePrefix: 'aye' } },
    });
  });
  after(() => gateway?.close());

  /** Without what every write stamps on it. */
  const read = () => {
    const { meta: _, ...file } = JSON.parse(fs.readFileSync(path.join(gateway.state, 'openclaw.json'), 'utf8'));
    return file;
  };
  /** Defaults that a version writes beside are none of what was changed. */
  const filled = file => {
    const copy = structuredClone(file);
    withDefaults(copy);
    withModelDefaults(copy);
    return copy;
  };
  const isWritten = (file, what) => becomes(read, now => isDeepStrictEqual(filled(now), filled(file)), what, 120_000);

  for (const [way, from, to] of [['Write only', 'aye', 'ahoy'], ['Apply', 'ahoy', 'avast']]) {
    test(`config as text: ${way.toLowerCase()}`, () => withConsole(browser(), gateway, {}, async ui => {
      ui.guards.expect(...GATEWAY_GONE);
      const { page } = ui;
      const file = read();
      assert.equal(file.messages.responsePrefix, from);
      file.messages.responsePrefix = to;
      // It starts anew by itself some seconds after its file has changed: a page that is fetched then stays empty.
      if (version === '2026.2.6-3' && way === 'Apply') await gateway.restart(null, 1500);
      await page.goto(`${gateway.url}config?tab=raw#token=${TOKEN}`);
      await ui.isConnected();
      await page.locator('.editor__place .cm-content').waitFor();
      await page.getByRole('textbox', { name: 'Configuration as text' }).focus();
      await page.keyboard.press('Control+f');
      const find = page.getByRole('textbox', { name: 'Find' });
      await find.pressSequentially(`"${from}"`);
      await find.press('Enter');
      await page.keyboard.press('Escape');
      await page.keyboard.insertText(`"${to}"`);
      await page.getByText('1 change, not written').waitFor();
      await ui.button('Review and write').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: new RegExp(`^${way}`) }).check();
      await dialog.getByRole('button', { name: 'Write', exact: true }).click();
      await isWritten(file, 'the file says exactly that');
      await ui.isConnected();
      await page.getByText('No edits').waitFor({ timeout: 120_000 });
      await isWritten(file, 'after a restart as well');
    }));
  }
}
