// Debug on a real gateway: whatever reads is called, an event and frames are seen, an agent is told something, a wizard is begun, gone on with and cancelled.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { debugPage } from './debug_page.mjs';
import { TOKEN } from './settings.mjs';

/** `browser`, `gateway` and `operator` are asked for when the tests run. */
export function debugJourneys({ version, browser, gateway, operator }) {
  const journey = (name, query, steps) => test(name, () => withConsole(browser(), gateway(), {}, async ui => {
    const debug = debugPage(ui, gateway());
    await debug.open(query);
    await steps(debug, ui);
  }));

  journey('every method that only reads is called without an error of ours', '', async (debug, ui) => {
    const names = await debug.methods.locator('a[data-effect="reads"] code').allTextContents();
    assert.ok(names.length > 25, `${names.length} methods read`);
    const late = [];
    for (const name of names) {
      // These wait for somebody.
      if (/wait/i.test(name)) continue;
      await debug.choose(name);
      const form = debug.form(name);
      await form.getByRole('textbox', { name: 'Seconds to wait' }).fill('20');
      await debug.call(name);
      const outcome = form.getByText(/^(Answered|Refused|Failed)$/).first();
      await outcome.waitFor({ timeout: 40_000 });
      if (await outcome.innerText() === 'Failed') {
        // What needs a network that is not there may take its time; nothing else fails.
        await form.getByText('did not answer in time').waitFor();
        late.push(name);
      }
    }
    assert.ok(late.length < 6, `these did not answer: ${late.join(', ')}`);
    await ui.isConnected();
  });

  journey('an event is seen, and frames go by without the token', '?tab=events', async (debug, ui) => {
    const event = () => operator().call('system-event', { text: 'Debug looks on' });
    await event();
    await debug.records.filter({ hasText: 'presence' }).first().waitFor();
    await debug.tab('Frames').click();
    await ui.page.getByRole('switch', { name: 'Listen to frames' }).click();
    await event();
    await debug.records.filter({ hasText: 'event presence' }).first().waitFor();
    // A call that goes out and its answer go by as well.
    await debug.tab('Snapshots').click();
    await debug.button('status').click();
    await debug.panel.getByText('sessions', { exact: true }).first().waitFor();
    await debug.tab('Frames').click();
    await debug.records.filter({ hasText: 'req status' }).first().waitFor();
    assert.ok(!(await ui.page.locator('body').innerText()).includes(TOKEN));
  });

  journey('a turn of an agent answers twice', '?tab=send', async debug => {
    await debug.button('Agent turn').click();
    await debug.box('Message').fill('hello from Debug');
    await debug.button('Send').click();
    // The first turn of a gateway wakes what it needs for it.
    await debug.panel.getByText('Answered', { exact: true }).first().waitFor({ timeout: 60_000 });
    await debug.sees('completed');
    await becomes(() => operator().call('chat.history', { sessionKey: 'agent:main:main', limit: 20 }), ({ messages }) => JSON.stringify(messages).includes('hello from Debug'), 'the agent has heard it');
  });

  journey('a message to nobody is refused in the words of the gateway', '?tab=send', async (debug, ui) => {
    await debug.box('To').fill('+15555550123');
    await debug.box('Message').fill('Nobody hears this');
    await debug.box('Channel (optional)').fill('semaphore');
    await debug.button('Send').click();
    await ui.page.getByRole('dialog', { name: 'Call send?' }).getByRole('button', { name: 'Send', exact: true }).click();
    await debug.sees('Refused');
    await debug.sees(/unsupported channel: semaphore/);
  });

  journey('the wizard is begun, found again after a reload, and cancelled before it writes anything', '?tab=wizard', async (debug, ui) => {
    const config = await operator().call('config.get');
    await debug.button('Start').click();
    await ui.page.getByRole('dialog', { name: 'Start the wizard?' }).getByRole('button', { name: 'Start', exact: true }).click();
    const step = ui.page.locator('article[data-kind]');
    await step.first().waitFor({ timeout: 60_000 });
    // Notes are read until it asks something.
    for (let notes = 0; notes < 6 && await step.first().getAttribute('data-kind') === 'note'; notes++) {
      const words = await step.first().innerText();
      await debug.button('Continue').click();
      await becomes(async () => (await step.count()) ? step.first().innerText() : '', now => now !== '' && now !== words, 'the next step', 60_000);
    }
    assert.notEqual(await step.first().getAttribute('data-kind'), 'note', 'it asks something');
    const asked = await step.first().getAttribute('aria-label');
    await ui.page.reload();
    await ui.isConnected();
    await ui.page.getByRole('article', { name: asked, exact: true }).waitFor({ timeout: 60_000 });
    await debug.button('Cancel the wizard').click();
    await debug.sees('The wizard was cancelled.');
    const now = await operator().call('config.get');
    assert.equal(now.hash, config.hash, `${version}: nothing was written`);
    // Another can be begun at once.
    await debug.button('Start another').click();
    await debug.button('Start').waitFor();
  });
}
