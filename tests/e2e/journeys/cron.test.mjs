// Jobs: made, changed with a field cleared, run, not due, cloned, taken away; what others do arrives by itself; the calendar.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { fill, job, newJob, openCron, panel, press, row, save, writing } from '../harness/cron_page.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

function onGateway(profile, journeys) {
  describe(`jobs of ${profile}`, () => {
    let gateway, other;
    before(async () => {
      gateway = await startDemoGateway({ profile });
      other = await connectOperator(gateway.origin);
    });
    beforeEach(() => gateway.reset());
    after(async () => { other?.close(); await gateway?.close(); });
    journeys({
      order: (name, details) => gateway.order(name, details),
      gateway: () => gateway,
      held: async name => (await other.call('cron.list', { includeDisabled: true })).jobs.find(it => it.name === name),
      journey: (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
        await openCron(ui, gateway);
        await steps(ui);
      })),
    });
  });
}

const EVERY = ['2026.2.6-3', '2026.4.15', '2026.9.6'];
for (const profile of EVERY) onGateway(profile, ({ order, held, journey, gateway }) => {
  journey('a job is made, changed with a field cleared, cloned and taken away', async ui => {
    await newJob(ui).click();
    await press(writing(ui), 'Save');
    await writing(ui).getByText('This cannot be empty.').first().waitFor();
    await becomes(() => writing(ui).getByLabel('Name', { exact: true }).evaluate(it => it === document.activeElement), it => it, 'the first field that is wrong has the keyboard');
    await fill(ui, { Name: 'Anchor watch', Description: 'Holds it?', Message: 'Look at the anchor.', Receiver: 'crew', 'Cron expression': '0 25 * * *' });
    await writing(ui).getByText('The gateway does not understand this part: hour.').waitFor();
    await fill(ui, { 'Cron expression': '30 6 * * 1-5', 'Time zone': 'America/New_York' });
    await becomes(() => writing(ui).locator('[data-list="runs"] tbody tr').count(), count => count === 10, 'ten runs are told ahead');
    await save(ui);
    await panel(ui).getByRole('heading', { name: 'Anchor watch', exact: true }).waitFor();
    const made = await held('Anchor watch');
    assert.deepEqual(made.schedule, { kind: 'cron', expr: '30 6 * * 1-5', tz: 'America/New_York' });
    assert.deepEqual([made.delivery.mode, made.delivery.to, made.payload.message], ['announce', 'crew', 'Look at the anchor.']);

    // A field that nobody here knows.
    await order('job-edit', { name: 'Anchor watch', set: { note: 'of nobody here' } });
    await press(panel(ui), 'Edit');
    await fill(ui, { Description: '', Message: 'Look twice.' });
    const can = profile !== '2026.4.15';
    if (can) await fill(ui, { Receiver: '' });
    else {
      await fill(ui, { Receiver: '' });
      await writing(ui).getByText('This gateway cannot take it off again.').waitFor();
      await fill(ui, { Receiver: 'all' });
    }
    await save(ui);
    await panel(ui).getByText('Look twice.').waitFor();
    const changed = await held('Anchor watch');
    assert.deepEqual([changed.description, changed.note, changed.payload.message], [undefined, 'of nobody here', 'Look twice.']);
    assert.equal(changed.delivery.to, can ? undefined : 'all');
    assert.deepEqual(changed.schedule, made.schedule);

    await press(panel(ui), 'Clone');
    await becomes(() => writing(ui).getByLabel('Name', { exact: true }).inputValue(), it => it === 'Anchor watch (copy)', 'a copy says that it is one');
    await save(ui);
    await panel(ui).getByRole('heading', { name: 'Anchor watch (copy)', exact: true }).waitFor();
    const copy = await held('Anchor watch (copy)');
    assert.notEqual(copy.id, made.id);
    assert.deepEqual(copy.schedule, made.schedule);

    await press(panel(ui), 'Remove');
    await press(ui.page.getByRole('dialog', { name: 'Remove Anchor watch (copy)?' }), 'Remove');
    await row(ui, 'Anchor watch (copy)').waitFor({ state: 'detached' });
    await row(ui, 'Anchor watch').waitFor();
  });

  journey('a job is run, is not due, and its history says how it went', async ui => {
    await job(ui, 'Tide tables');
    await press(panel(ui), 'Run if due');
    await panel(ui).getByText('Tide tables is not due: it runs next on').waitFor();
    const runs = panel(ui).locator('[data-list="history"] > li');
    await becomes(() => runs.count(), count => count >= 50, 'earlier runs are listed');
    await order('job-will-fail', { name: 'Tide tables', error: 'The tide is out.' });
    await press(panel(ui), 'Run now');
    await runs.first().getByText('The tide is out.').waitFor();
    await panel(ui).getByText(/The last run failed: The tide is out\.|times in a row: The tide is out\./).waitFor();
    await press(panel(ui), 'Earlier runs');
    await becomes(() => runs.count(), count => count >= 60, 'all runs are there');
    await row(ui, 'Tide tables').getByText('Failed').waitFor();
  });

  journey('what others do arrives by itself, and what is half written stays', async ui => {
    await job(ui, 'Morning report');
    await press(panel(ui), 'Edit');
    await fill(ui, { Message: 'Half written' });
    await order('job-edit', { name: 'Morning report', set: { description: 'of another' } });
    await writing(ui).getByText('The job was changed elsewhere meanwhile.').waitFor();
    await becomes(() => writing(ui).getByLabel('Description').inputValue(), it => it === 'of another', 'what was not touched follows');
    assert.equal(await writing(ui).getByLabel('Message', { exact: true }).inputValue(), 'Half written');
    await order('answer', { method: 'cron.update', error: { code: 'UNAVAILABLE', message: 'not now' } });
    await press(writing(ui), 'Save');
    await writing(ui).getByText(/not now/).waitFor();
    assert.equal(await writing(ui).getByLabel('Message', { exact: true }).inputValue(), 'Half written');
    await order('mend');
    await save(ui);
    const held_ = await held('Morning report');
    assert.deepEqual([held_.description, held_.payload.message], ['of another', 'Half written']);
    await order('job-remove', { name: 'Morning report' });
    await panel(ui).getByText('This job is gone.').waitFor();
    await row(ui, 'Morning report').waitFor({ state: 'detached' });
  });

  journey('a calendar shows what has been and what comes', async ui => {
    for (const [look, count] of [['Day', 1], ['Week', 7], ['Month', 28]]) {
      await ui.page.getByRole('group', { name: 'How jobs are shown' }).getByRole('button', { name: look, exact: true }).click();
      await becomes(() => ui.page.locator('.plan_board__day').count(), days => days >= count && days % (count > 1 ? 7 : 1) === 0, `${look} has its days`);
      await ui.page.locator('[data-state]').filter({ hasText: 'Tide tables' }).first().waitFor();
    }
    await ui.page.locator('[data-state="ok"]').first().waitFor();
    // A day, a week or a month may be over but for its last hour.
    await ui.button('Later').click();
    await ui.page.locator('[data-state="coming"]').filter({ hasText: 'Tide tables' }).first().waitFor();
    await ui.page.locator('[data-state="coming"]').filter({ hasText: 'Morning report' }).first().click();
    await panel(ui).getByRole('heading', { name: 'Morning report', exact: true }).waitFor();
    const address = new URL(ui.page.url());
    assert.equal(address.searchParams.get('view'), 'calendar');
    await ui.page.reload();
    await panel(ui).getByRole('heading', { name: 'Morning report', exact: true }).waitFor();
    await ui.page.locator('.plan_board[data-look="month"]').waitFor();
  });

  test('two thousand jobs are listed, found and told apart', () => withConsole(browser, gateway(), {}, async ui => {
    await order('jobs', { count: 2000 });
    await openCron(ui, gateway());
    const grid = ui.page.getByRole('grid', { name: 'Cron' });
    await becomes(() => grid.getAttribute('aria-rowcount'), count => count === '2003', 'all jobs are there');
    assert.ok(await grid.locator('[data-row]').count() < 120, 'only what is seen is in the page');
    await ui.page.getByRole('searchbox', { name: 'Search jobs' }).fill('harbour 1992');
    await becomes(() => grid.getAttribute('aria-rowcount'), count => count === '2', 'one is found');
    await ui.page.getByRole('searchbox', { name: 'Search jobs' }).fill('');
    await ui.page.getByLabel('Which jobs').selectOption('failed');
    await ui.page.getByText(/^\d+ of 2002 jobs$/).waitFor();
    await ui.page.getByRole('button', { name: 'Show all jobs' }).first().click();
    await ui.page.getByText('2002 jobs', { exact: true }).waitFor();
  }));

  test('a failed job of the overview leads to the job', () => withConsole(browser, gateway(), {}, async ui => {
    await ui.page.goto(`${gateway().url}overview#token=${TOKEN}`);
    await ui.isConnected();
    await order('job-fails', { name: 'Tide tables' });
    await ui.page.getByRole('link', { name: 'See the job' }).click();
    await panel(ui).getByRole('heading', { name: 'Tide tables', exact: true }).waitFor();
  }));

  journey('on a phone jobs come one after the other', async ui => {
    await job(ui, 'Morning report');
    await panel(ui).getByRole('button', { name: 'Close' }).click();
    await row(ui, 'Morning report').waitFor();
    assert.equal(await ui.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'nothing is beside the page');
  }, PHONE);
});
