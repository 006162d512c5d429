// Jobs on a real gateway: made, changed with a field cleared and one kept that is not known here, run, not due, its
// history, cloned, taken away; and one that a second operator makes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { fill, job, newJob, openCron, panel, press, row, save, writing } from './cron_page.mjs';

/** `browser`, `gateway` and `operator` are asked for when the tests run. */
export function cronJourneys({ version, browser, gateway, operator }) {
  const journey = (name, steps) => test(name, () => withConsole(browser(), gateway(), {}, async ui => {
    await openCron(ui, gateway());
    await steps(ui);
  }));
  const held = async name => (await operator().call('cron.list', { includeDisabled: true })).jobs.find(it => it.name === name);
  const remove = async name => {
    const found = await held(name);
    if (found) await operator().call('cron.remove', { id: found.id });
  };

  journey('a job is made, changed with a field cleared, run, cloned and taken away', async ui => {
    await newJob(ui).click();
    await fill(ui, { Name: 'Anchor watch', Description: 'Holds it?', Message: 'hello anchor', 'Cron expression': '30 6 * * 1-5', 'Time zone': 'America/New_York', Receiver: 'crew' });
    await becomes(() => writing(ui).locator('[data-list="runs"] tbody tr').count(), count => count === 10, 'ten runs are told ahead');
    await save(ui);
    await panel(ui).getByRole('heading', { name: 'Anchor watch', exact: true }).waitFor();
    const made = await held('Anchor watch');
    assert.equal(made.schedule.expr, '30 6 * * 1-5');
    assert.equal(made.delivery.to, 'crew');

    // What has no field here on this version.
    const kept = version === '2026.2.6-3' ? { allowUnsafeExternalContent: true } : { toolsAllow: ['read'] };
    await operator().call('cron.update', { id: made.id, patch: { payload: { kind: 'agentTurn', ...kept } } });
    await press(panel(ui), 'Edit');
    await fill(ui, { Description: '', Message: 'hello again' });
    const can = version !== '2026.4.15';
    await fill(ui, { Receiver: '' });
    if (!can) {
      await writing(ui).getByText('This gateway cannot take it off again.').waitFor();
      await fill(ui, { Receiver: 'all' });
    }
    await writing(ui).getByLabel('Delivery', { exact: true }).selectOption('none');
    await save(ui);
    await panel(ui).getByText('hello again').waitFor();
    const changed = await held('Anchor watch');
    assert.deepEqual([changed.description, changed.payload.message, changed.delivery.mode], [undefined, 'hello again', 'none']);
    for (const [name, value] of Object.entries(kept)) assert.deepEqual(changed.payload[name], value, `${name} is kept`);
    if (can) assert.equal(changed.delivery.to, undefined);
    assert.deepEqual(changed.schedule, made.schedule);

    await press(panel(ui), 'Run if due');
    await panel(ui).getByText('Anchor watch is not due: it runs next on').waitFor();
    await press(panel(ui), 'Run now');
    const runs = panel(ui).locator('[data-list="history"] > li');
    await runs.first().getByText('OK', { exact: true }).waitFor({ timeout: 60_000 });
    await becomes(async () => (await operator().call('cron.runs', { id: made.id, limit: 5 })).entries.length, count => count === 1, 'the gateway has it in its history');
    await ui.page.reload();
    await runs.first().getByText('OK', { exact: true }).waitFor();

    await press(panel(ui), 'Clone');
    await save(ui);
    await panel(ui).getByRole('heading', { name: 'Anchor watch (copy)', exact: true }).waitFor();
    const copy = await held('Anchor watch (copy)');
    assert.notEqual(copy.id, made.id);
    assert.deepEqual([copy.schedule, copy.payload.message], [made.schedule, 'hello again']);
    for (const name of ['Anchor watch (copy)', 'Anchor watch']) {
      await job(ui, name);
      await press(panel(ui), 'Remove');
      await press(ui.page.getByRole('dialog', { name: `Remove ${name}?` }), 'Remove');
      await row(ui, name).waitFor({ state: 'detached' });
      assert.equal(await held(name), undefined);
    }
  });

  journey('a job that another operator makes, changes and takes away is seen at once', async ui => {
    await operator().call('cron.add', { name: 'Of another', schedule: { kind: 'every', everyMs: 3_600_000 }, sessionTarget: 'main', wakeMode: 'next-heartbeat', payload: { kind: 'systemEvent', text: 'ahoy' } });
    await row(ui, 'Of another').getByText('Every hour').waitFor();
    const { id } = await held('Of another');
    await operator().call('cron.update', { id, patch: { enabled: false } });
    await row(ui, 'Of another').getByText('switched off').waitFor();
    await remove('Of another');
    await row(ui, 'Of another').waitFor({ state: 'detached' });
  });
}
