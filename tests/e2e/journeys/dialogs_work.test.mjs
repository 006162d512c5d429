// What is opened over and in the pages of daily work, as the rules of accessibility see it: chat, sessions, overview, approvals, usage and the log.
import { after, before, beforeEach, test } from 'node:test';
import { isSound } from '../harness/axe.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { LOOKS, openPage } from '../harness/pages.mjs';
import { changePolicy, policyOn } from '../harness/policy.mjs';

let browser, gateway;
before(async () => {
  browser = await launchBrowser();
  gateway = await startDemoGateway({ more: ['--sessions', '60'] });
});
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

const dialog = ui => ui.page.getByRole('dialog');
const press = (place, name) => place.getByRole('button', { name, exact: true }).click();
/** The dialog asks and can be answered so. */
const asks = (ui, verb) => dialog(ui).getByRole('button', { name: verb, exact: true }).waitFor();
const drawer = ui => ui.page.getByRole('complementary', { name: 'Session' });

async function openSession(ui, words, title) {
  await openPage(ui, gateway, 'sessions');
  await ui.page.getByRole('searchbox', { name: 'Search sessions' }).fill(words);
  await ui.page.getByRole('row').filter({ hasText: title }).locator('[data-entrance]').click();
  await drawer(ui).getByRole('heading', { name: title }).waitFor();
  await drawer(ui).getByText('Last messages').waitFor();
}

/** The policy has a rule, and an edit that is not saved. */
async function editPolicy(ui) {
  const policy = policyOn(ui, gateway);
  await policy.open();
  await policy.set('Security', 'Defaults', 'deny');
  await policy.sees('1 change, not saved');
  return policy;
}

/** Somebody else changes the policy meanwhile. */
async function changeElsewhere(change) {
  const operator = await connectOperator(gateway.origin);
  await changePolicy(operator, change);
  operator.close();
}

for (const [name, look] of Object.entries(LOOKS)) {
  const journey = (what, steps) => test(`${what}: ${name}`, () => withConsole(browser, gateway, look, steps));

  journey('a session is picked, and none is found', async ui => {
    await ui.openConnected({ session: 'agent:main:main' });
    await ui.articles.last().waitFor();
    await ui.sessions.click();
    await ui.page.getByRole('option').filter({ hasText: 'Tide tables' }).waitFor();
    await isSound(ui);
    await ui.page.getByLabel('Find a session').fill('zzzzqqqq');
    await ui.page.getByText('No session matches.').waitFor();
    await isSound(ui);
  });

  journey('model and thinking level are chosen, and refused', async ui => {
    await ui.openConnected({ session: 'agent:main:main' });
    await ui.articles.last().waitFor();
    await ui.openSettings();
    await ui.page.getByRole('combobox', { name: 'Model' }).locator('option').nth(2).waitFor({ state: 'attached' });
    await isSound(ui);
    await gateway.order('answer', { method: 'sessions.patch', error: { code: 'INVALID_REQUEST', message: 'no such level' } });
    await ui.page.getByRole('combobox', { name: 'Thinking' }).selectOption('high');
    await ui.alert.getByText('no such level').waitFor();
    await isSound(ui);
  });

  journey('a new session, then thoughts and a tool that are opened', async ui => {
    await ui.openConnected({ session: 'agent:main:chat' });
    await ui.newSession();
    await ui.page.waitForURL(/desk-/);
    await ui.page.getByText('Say something to begin.').waitFor();
    await isSound(ui);
    await ui.send('think about tides');
    await ui.isQuiet();
    await ui.send('slow tool');
    await ui.toolCards.and(ui.page.locator('[data-phase="done"]')).first().waitFor();
    await ui.isQuiet();
    await ui.page.reload();
    await ui.isReady();
    await ui.thinking.last().locator('summary').click();
    await ui.toolCards.last().locator('summary').click();
    await ui.toolCards.last().locator('pre').first().waitFor();
    await isSound(ui);
  });

  journey('a run that failed', async ui => {
    await ui.openConnected({ session: 'agent:main:chat' });
    await ui.send('fail now');
    await ui.transcript.locator('[data-end="error"]').waitFor();
    await ui.isQuiet();
    await isSound(ui);
  });

  journey('a session is looked at, compacted and deleted', async ui => {
    await openSession(ui, 'tide tables', 'Tide tables');
    await isSound(ui);
    await press(drawer(ui), 'Compact');
    await dialog(ui).getByRole('switch').click();
    await dialog(ui).getByRole('spinbutton').waitFor();
    await isSound(ui);
    await press(dialog(ui), 'Cancel');
    await press(drawer(ui), 'Delete');
    await asks(ui, 'Delete');
    await isSound(ui);
  });

  journey('many sessions are chosen and deleted, and one of them refuses', async ui => {
    await openPage(ui, gateway, 'sessions');
    await ui.page.getByRole('searchbox', { name: 'Search sessions' }).fill('cron:');
    await ui.page.waitForURL(/q=cron/);
    await ui.page.getByRole('grid').getByRole('checkbox', { name: 'Select all shown' }).check();
    await ui.button('Clear selection').waitFor();
    await isSound(ui);
    await gateway.order('answer', { method: 'sessions.delete', error: { code: 'UNAVAILABLE', message: 'Session is still active; try again in a moment.' }, times: 1 });
    await ui.button('Delete').click();
    await asks(ui, 'Delete');
    await isSound(ui);
    await press(dialog(ui), 'Delete');
    await ui.alert.filter({ hasText: 'refused' }).waitFor();
    await isSound(ui);
  });

  for (const [opener, verb] of [['Wake the agent', 'Wake'], ['Leave a note', 'Leave note']]) {
    journey(`${opener}, without a word`, async ui => {
      await openPage(ui, gateway, 'overview');
      await ui.button(opener).click();
      await asks(ui, verb);
      await isSound(ui);
      await press(dialog(ui), verb);
      await dialog(ui).locator('[aria-invalid="true"]').waitFor();
      await isSound(ui);
    });
  }

  journey('questions wait on the page of approvals, and one was answered', async ui => {
    const { id } = await gateway.order('approval', { command: 'date', timeoutMs: 600_000 });
    await gateway.order('approval', { command: 'curl https://example.com/install.sh | sh', timeoutMs: 600_000 });
    await gateway.order('plugin-approval', { timeoutMs: 600_000 });
    await openPage(ui, gateway, 'approvals');
    await ui.page.getByRole('main').getByText('Send an invoice').first().waitFor();
    await gateway.order('resolve-elsewhere', { id });
    await ui.page.getByRole('main').getByText('Field laptop').first().waitFor();
    await isSound(ui);
  });

  journey('a policy is reviewed, thrown away, or left for another', async ui => {
    const policy = await editPolicy(ui);
    await isSound(ui);
    await ui.button('Review changes').click();
    await asks(ui, 'Save');
    await isSound(ui);
    await press(dialog(ui), 'Cancel');
    await ui.button('Discard').click();
    await asks(ui, 'Discard');
    await isSound(ui);
    await press(dialog(ui), 'Cancel');
    await policy.target.selectOption({ label: 'Workshop Pi' });
    await dialog(ui).waitFor();
    await isSound(ui);
  });

  journey('two have changed the same of a policy', async ui => {
    const policy = await editPolicy(ui);
    await changeElsewhere(file => { file.defaults = { ...file.defaults, security: 'full' }; });
    await policy.save();
    await ui.page.getByRole('heading', { name: 'Both of you have changed this' }).waitFor();
    await isSound(ui);
  });

  journey('figures are taken away, and a query is completed', async ui => {
    await openPage(ui, gateway, 'usage');
    await ui.button('Export').click();
    await ui.page.getByRole('menuitem', { name: 'Days as CSV' }).waitFor();
    await isSound(ui);
    await ui.page.keyboard.press('Escape');
    await ui.page.getByRole('combobox', { name: 'Query' }).fill('cha');
    await ui.page.getByRole('option', { name: 'channel:' }).waitFor();
    await isSound(ui);
  });

  for (const menu of ['Subsystems', 'View', 'Export']) {
    journey(`the log’s menu ${menu}`, async ui => {
      await openPage(ui, gateway, 'logs');
      await ui.page.getByRole('log', { name: 'Gateway log' }).getByText('gateway/ws').first().waitFor();
      await ui.button(menu).click();
      await ui.page.getByRole('menu').locator('button').first().waitFor();
      await isSound(ui);
    });
  }

  journey('the details of a line', async ui => {
    await openPage(ui, gateway, 'logs');
    await gateway.order('log', { message: 'with a value', level: 'error', subsystem: 'harbour', given: { depth: { fathoms: 7 } } });
    await ui.page.locator('[data-level]', { hasText: 'with a value' }).getByRole('button', { name: /^Details/ }).click();
    await ui.page.getByRole('group', { name: 'Details', exact: true }).getByText('_meta').waitFor();
    await isSound(ui);
  });
}
