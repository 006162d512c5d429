// The overview on a real gateway: who is there, what the agents are told, and whether it is what the gateway itself says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { TOKEN } from './settings.mjs';

/** `browser`, `gateway` and `operator` are asked for when the tests run. */
export function overviewJourneys({ version, browser, gateway, operator }) {
  const journey = (name, steps) => test(name, () => withConsole(browser(), gateway(), {}, async ui => {
    await ui.page.goto(`${gateway().url}overview#token=${TOKEN}`);
    await ui.isConnected();
    await section(ui, 'Who is connected').getByText('This browser').waitFor();
    await steps(ui);
  }));
  const section = (ui, name) => ui.page.getByRole('region', { name, exact: true });
  const verdict = ui => ui.page.getByRole('status', { name: 'State of the gateway' });
  const waitingNotes = async () => (await operator().call('status')).queuedSystemEvents;
  const wake = async (ui, mode, text) => {
    await ui.button('Wake the agent').click();
    const form = ui.page.getByRole('dialog', { name: 'Wake the agent' });
    await form.getByRole('radio', { name: mode }).check();
    await form.getByRole('textbox', { name: 'Text' }).fill(text);
    await form.getByRole('button', { name: 'Wake', exact: true }).click();
    await form.waitFor({ state: 'hidden' });
  };

  journey('the overview says how the gateway is', async ui => {
    await verdict(ui).getByText(/^All is well$|needs? you$|All that can be seen/).waitFor();
    const facts = section(ui, 'Gateway');
    for (const words of [version === '2026.2.6-3' ? 'Version' : version, 'Running for', 'Protocol']) await facts.getByText(words, { exact: true }).first().waitFor();
    const { agents } = await operator().call('health');
    await becomes(() => section(ui, 'Agents and heartbeats').getByText('No heartbeats').count(), count => count === agents.length, `${agents.length} agents`);
    await section(ui, 'Channels').getByText('No channel is set up.').waitFor();
    await ui.button('Check now').click();
    await ui.page.getByText('Last heard from the gateway: now').waitFor();
  });

  journey('a second console comes and goes, and both are seen', async ui => {
    const present = section(ui, 'Who is connected');
    await withConsole(browser(), gateway(), {}, async elsewhere => {
      await elsewhere.page.goto(`${gateway().url}overview#token=${TOKEN}`);
      await elsewhere.isConnected();
      await elsewhere.page.getByText('This browser').waitFor();
      const consoles = present.getByRole('listitem').filter({ hasText: 'Operator' }).filter({ hasNotText: 'Gone' }).filter({ has: ui.page.locator('p') });
      // The consoles of journeys before may be about to leave.
      await becomes(async () => {
        const entries = await operator().call('system-presence');
        const told = entries.filter(entry => entry.mode === 'webchat' && entry.reason !== 'disconnect').length;
        return { told, listed: await consoles.count() };
      }, ({ told, listed }) => listed === told, 'the page lists the consoles that the gateway tells of');
    });
    await present.getByText('Gone').first().waitFor();
  });

  journey('a note is left: it waits to be read and everybody sees it', async ui => {
    await ui.button('Leave a note').click();
    const form = ui.page.getByRole('dialog', { name: 'Leave a note' });
    await form.getByRole('textbox', { name: 'Text' }).fill('Low tide at nine');
    await form.getByRole('button', { name: 'Leave note' }).click();
    await section(ui, 'Who is connected').getByText('Low tide at nine').waitFor();
    await section(ui, 'Agents and heartbeats').getByText(/\d+ notes? waits?/).waitFor();
    await becomes(waitingNotes, notes => notes.includes('Low tide at nine'), 'it waits');
    await becomes(() => operator().call('system-presence'), entries => entries.some(({ text }) => text === 'Low tide at nine'), 'everybody is told');
  });

  journey('a text for the next heartbeat waits, and one for now wakes where the version does so without heartbeats', async ui => {
    await wake(ui, 'With the next heartbeat', 'The harbour mail is down');
    await becomes(waitingNotes, notes => notes.includes('The harbour mail is down'), 'it waits');
    await wake(ui, 'Now', 'The harbour mail is up again');
    const beat = section(ui, 'Agents and heartbeats').getByRole('group', { name: 'Last heartbeat' });
    if (version === '2026.9.6') {
      await beat.getByText('Answered, sent to nobody').waitFor({ timeout: 90_000 });
      await becomes(waitingNotes, notes => notes.length === 0, 'all has been read', 90_000);
      await section(ui, 'Agents and heartbeats').getByText(/\d+ notes? waits?/).waitFor({ state: 'detached' });
    } else {
      await becomes(waitingNotes, notes => notes.includes('The harbour mail is up again'), 'without heartbeats it waits as well');
      assert.equal(await operator().call('last-heartbeat'), null);
    }
  });

  journey('heartbeats are paused and resumed', async ui => {
    await ui.button('Pause heartbeats').click();
    await ui.page.getByText('Heartbeats were paused from here').waitFor();
    await ui.button('Resume heartbeats').click();
    await ui.page.getByText('Heartbeats were resumed from here').waitFor();
  });

  journey('what today has used is what the gateway counts', async ui => {
    const today = section(ui, 'Today');
    await becomes(() => operator().call('usage.cost', { days: 1 }), costs => costs.totals.totalTokens > 0, 'the gateway has counted', 90_000);
    await ui.button('Check now').click();
    await becomes(() => today.innerText(), words => /\d/.test(words) && !words.includes('still counting'), 'the page has counted', 90_000);
    // The page reads anew with each health.
    await becomes(async () => {
      const { totals } = await operator().call('usage.cost', { days: 1 });
      return today.getByText(`${totals.input} in, ${totals.output} out`).or(today.getByText(/[KM] (in|out)/)).first().isVisible();
    }, Boolean, 'the page shows what the gateway counts', 120_000);
  });
}
