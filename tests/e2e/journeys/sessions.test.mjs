// All sessions in one table: found, grouped, opened, set, and dealt with one by one or many at once.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const BUSY = { code: 'UNAVAILABLE', message: 'Session is still active; try again in a moment.' };

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) describe(`sessions of ${profile}`, () => {
  const late = profile === '2026.9.6';
  let gateway;
  before(async () => { gateway = await startDemoGateway({ profile, more: ['--sessions', '1200'] }); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());

  const journey = (name, steps, look = {}, query = '') => test(name, () => withConsole(browser, gateway, look, async ui => {
    await ui.page.goto(`${gateway.url}sessions${query}#token=${TOKEN}`);
    await ui.isConnected();
    const { page } = ui;
    const on = {
      grid: page.getByRole('grid', { name: 'Sessions' }),
      search: page.getByRole('searchbox', { name: 'Search sessions' }),
      drawer: page.getByRole('complementary', { name: 'Session' }),
      dialog: page.getByRole('dialog'),
      row: title => page.getByRole('row').filter({ hasText: title }),
      open: title => page.getByRole('row').filter({ hasText: title }).locator('[data-entrance]').click(),
      count: words => page.getByRole('status').filter({ hasText: words }).first().waitFor(),
      field: name => on.drawer.locator(`[data-field="${name}"]`),
      one: async key => {
        const operator = await connectOperator(gateway.origin);
        const { sessions } = await operator.call('sessions.list', { search: key });
        operator.close();
        return sessions.find(session => session.key === key);
      },
    };
    await on.grid.waitFor();
    await on.count(/^\s*(1204|1180) sessions\s*$/);
    await steps(ui, on);
  }));

  journey('sessions are found as one types, and the address keeps the look', async (ui, on) => {
    await on.search.fill('tide tables');
    await on.count(/^\s*1 of 1180 sessions/);
    await becomes(() => on.grid.getByRole('row').count(), count => count === 2, 'the head and the one');
    await ui.page.waitForURL(/q=tide/);
    await on.search.fill('');
    await ui.page.getByRole('combobox', { name: 'Group by' }).selectOption('kind');
    const head = on.grid.getByRole('button', { name: /^Main\s*1 session/ });
    await head.click();
    await becomes(() => head.getAttribute('aria-expanded'), is => is === 'false', 'it is folded');
    await ui.page.waitForURL(/group=kind/);
    await ui.page.reload();
    await ui.isConnected();
    await on.grid.getByRole('button', { name: /^Main\s*1 session/ }).waitFor();
  });

  journey('the background is hidden with one press, and stays so', async (ui, on) => {
    await ui.page.getByRole('button', { name: /^Hide background/ }).click();
    await on.row('Cron: Morning report').waitFor({ state: 'detached' });
    await ui.page.goto(`${gateway.url}sessions`);
    await ui.isConnected();
    await ui.page.getByRole('button', { name: /^Background hidden/ }).waitFor();
  });

  journey('a column sorts, and turns round', async (ui, on) => {
    const header = on.grid.getByRole('columnheader', { name: 'Context' });
    await header.getByRole('button').click();
    await becomes(() => header.getAttribute('aria-sort'), is => is === 'descending', 'it sorts');
    await header.getByRole('button').click();
    await becomes(() => header.getAttribute('aria-sort'), is => is === 'ascending', 'it turns round');
  });

  journey('a session is looked at, set, and set back', async (ui, on) => {
    await on.search.fill('tide tables');
    await on.open('Tide tables');
    await on.drawer.getByRole('heading', { name: 'Tide tables' }).waitFor();
    await on.drawer.getByText('Last messages').waitFor();
    await on.drawer.getByRole('combobox', { name: 'Tool detail' }).selectOption('full');
    await becomes(() => on.one('agent:scout:research'), row => row.verboseLevel === 'full', 'it is set');
    await on.drawer.getByRole('combobox', { name: 'Tool detail' }).selectOption('null');
    await becomes(() => on.one('agent:scout:research'), row => row.verboseLevel === undefined, 'it is inherited again');
    const commands = on.drawer.getByRole('combobox', { name: late ? 'Permission mode' : 'Command policy' });
    await commands.selectOption(late ? 'guarded' : 'deny');
    await on.field(late ? 'permissionMode' : 'execSecurity').getByText('Saved').waitFor();
    assert.equal(await on.drawer.getByRole('combobox', { name: late ? 'Command policy' : 'Permission mode' }).count(), 0);
  });

  journey('a refused label says why where it stands, and what was typed stays', async (ui, on) => {
    await on.search.fill('tide tables');
    await on.open('Tide tables');
    const label = on.drawer.getByRole('textbox', { name: 'Label' });
    await label.fill('Main desk');
    await label.press('Enter');
    await on.field('label').getByText('label already in use: Main desk').waitFor();
    assert.equal(await label.inputValue(), 'Main desk');
    await label.fill('Harbour tides');
    await label.press('Enter');
    await on.drawer.getByRole('heading', { name: 'Harbour tides' }).waitFor();
    await becomes(() => on.one('agent:scout:research'), row => row?.label === 'Harbour tides', 'the gateway has it');
  });

  journey('what is half typed stays while the list is read anew', async (ui, on) => {
    await on.search.fill('tide tables');
    await on.open('Tide tables');
    const label = on.drawer.getByRole('textbox', { name: 'Label' });
    await label.fill('half ty');
    const operator = await connectOperator(gateway.origin);
    await operator.call('sessions.patch', { key: 'agent:scout:research', verboseLevel: 'full' });
    await operator.say('agent:scout:research', 'hello');
    operator.close();
    await becomes(() => on.drawer.getByRole('combobox', { name: 'Tool detail' }).inputValue(), value => value === 'full', 'the drawer follows');
    assert.equal(await label.inputValue(), 'half ty');
  });

  journey('a session is reset, compacted and deleted after a plain question', async (ui, on) => {
    await on.search.fill('tide tables');
    await on.open('Tide tables');
    const deed = async (name, words) => {
      await on.drawer.getByRole('button', { name, exact: true }).click();
      await on.dialog.getByText('What is lost').waitFor();
      await on.dialog.getByText('What stays').waitFor();
      await on.dialog.getByRole('button', { name, exact: true }).click();
      await ui.page.getByRole('log', { name: 'Notifications' }).getByText(words).waitFor();
    };
    await deed('Compact', late || profile === '2026.4.15' ? '1 session compacted.' : 'There was nothing to compact');
    await deed('Reset', '1 session reset.');
    await deed('Delete', '1 session deleted.');
    assert.equal(await on.one('agent:scout:research'), undefined);
    await on.drawer.getByText('knows this session no more').waitFor();
  });

  journey('the main session is not offered to be deleted', async (ui, on) => {
    await on.search.fill('main desk');
    await on.open('Main desk');
    await on.drawer.getByText('The main session cannot be deleted').waitFor();
    assert.equal(await on.drawer.getByRole('button', { name: 'Delete' }).count(), 0);
  });

  journey('many are deleted one by one; what was refused is told and tried again', async (ui, on) => {
    await on.search.fill('cron:backup');
    const found = () => on.grid.getAttribute('aria-rowcount').then(count => Number(count) - 1);
    const shown = await becomes(found, count => count > 5 && count < 1000, 'some are found');
    await on.grid.getByRole('checkbox', { name: 'Select all shown' }).check();
    await gateway.order('answer', { method: 'sessions.delete', error: BUSY, times: 2 });
    await ui.button('Delete').click();
    await on.dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    const report = ui.page.getByRole('alert').filter({ hasText: 'refused' });
    await report.getByText(`${shown - 2} sessions deleted. 2 were refused.`).waitFor();
    await becomes(() => report.getByText('still active').count(), count => count === 2, 'both say why');
    await ui.button('Try those again (2)').click();
    await ui.page.getByRole('log', { name: 'Notifications' }).getByText('2 sessions deleted.').waitFor();
    await ui.page.getByText('No session answers this search').waitFor();
  });

  journey('with the shift key a range is chosen', async (ui, on) => {
    const boxes = on.grid.getByRole('checkbox');
    await boxes.nth(2).click();
    await boxes.nth(6).click({ modifiers: ['Shift'] });
    await on.count('5 selected');
    await ui.button('Clear selection').click();
    await ui.page.getByText('5 selected').waitFor({ state: 'detached' });
  });

  journey('the keyboard walks through rows and opens one', async (ui, on) => {
    await on.grid.locator('[data-row] [data-entrance]').first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'PageDown', 'End', 'Home', 'ArrowDown']) await ui.page.keyboard.press(key);
    await ui.page.waitForFunction(() => document.activeElement?.closest('[data-row]')?.getAttribute('aria-rowindex') === '3');
    await ui.page.keyboard.press('Enter');
    await on.drawer.waitFor();
    await ui.page.keyboard.press('Escape');
    await on.drawer.waitFor({ state: 'detached' });
    await ui.page.waitForFunction(() => document.activeElement?.closest('[data-row]'));
  });

  journey('a press anywhere on a row opens its session, and a tick only chooses it', async (ui, on) => {
    await on.search.fill('tide tables');
    const row = on.row('Tide tables');
    await row.getByRole('checkbox').check();
    await row.locator('[data-column=agent]').click();
    await on.drawer.waitFor();
    await on.drawer.getByRole('heading', { name: 'Tide tables' }).waitFor();
    assert.ok(await row.getByRole('checkbox').isChecked());
  });

  if (late) journey('a session is archived, found among those, and restored', async (ui, on) => {
    await on.search.fill('tide tables');
    await on.open('Tide tables');
    await on.drawer.getByRole('button', { name: 'Archive' }).click();
    await on.dialog.getByRole('button', { name: 'Archive' }).click();
    await on.row('Tide tables').waitFor({ state: 'detached' });
    await ui.page.getByRole('combobox', { name: 'Show only' }).selectOption('archived');
    await on.row('Tide tables').waitFor();
    await on.drawer.getByRole('button', { name: 'Restore' }).click();
    await on.dialog.getByRole('button', { name: 'Restore' }).click();
    await on.row('Tide tables').waitFor({ state: 'detached' });
  });

  journey('on a phone the table and the session come after each other, without a sideways scroll', async (ui, on) => {
    const fits = () => ui.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(await fits());
    await on.search.fill('tide tables');
    await on.open('Tide tables');
    await on.drawer.getByRole('heading', { name: 'Tide tables' }).waitFor();
    await on.grid.waitFor({ state: 'hidden' });
    assert.ok(await fits());
    await ui.page.goBack();
    await on.grid.waitFor();
  }, PHONE);
});
