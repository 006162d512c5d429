// The two other documented forms of the protocol drive the same chat.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../harness/browser.mjs';
import { becomes } from '../harness/becomes.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { difference, readable } from '../harness/transcript.mjs';

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser.close());

const SESSION = 'agent:main:main';

for (const { dialect, more } of [{ dialect: 'short' }, { dialect: 'jsonrpc' }, { dialect: 'jsonrpc', more: ['--challenge'] }]) {
  test(`the ${dialect} dialect${more ? ' with a challenge' : ''} shows history, streams and stops`, async () => {
    const gateway = await startDemoGateway({ dialect, more });
    try {
      await withConsole(browser, gateway, {}, async ui => {
        await ui.openConnected({ session: SESSION });
        const last = readable(await gateway.history(SESSION)).at(-1);
        assert.ok(last, 'the demo gateway has a history');
        await ui.articles.last().waitFor();

        await ui.send('flood 120 every 25ms');
        await ui.seeLive();
        await ui.seeReply('w119');
        await ui.isQuiet();

        await ui.send('flood 3000 every 5ms');
        await ui.seeLive('w39');
        await ui.stop();
        await ui.isQuiet();
        const history = await becomes(() => gateway.history(SESSION), rows => readable(rows).length > 3, 'the gateway kept the turns');
        assert.ok(!JSON.stringify(history).includes('w2999'), 'the run was stopped');
        await ui.page.reload();
        await ui.isReady();
        await ui.articles.last().waitFor();
        await becomes(async () => difference(await ui.whole(), await gateway.history(SESSION)), found => found === null, 'the page shows what the gateway holds');
      });
    } finally { await gateway.close(); }
  });
}
