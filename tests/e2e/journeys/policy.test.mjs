// The policy editor on the demo gateway: edited, tried out, looked through, saved; never a loss when someone else saves.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { changePolicy, patterns, policyOn } from '../harness/policy.mjs';
import { policyJourneys } from '../harness/real_policy.mjs';

for (const profile of ['2026.2.6-3', '2026.9.6']) describe(`the policy editor on ${profile}`, () => {
  let browser, gateway, operator;
  before(async () => {
    browser = await launchBrowser();
    gateway = await startDemoGateway({ profile });
    operator = await connectOperator(gateway.origin);
  });
  after(async () => {
    operator?.close();
    await browser?.close();
    await gateway?.close();
  });
  beforeEach(async () => {
    await changePolicy(operator, file => {
      file.defaults = { security: 'allowlist', ask: 'off' };
      file.agents = { main: { allowlist: [{ pattern: '/usr/bin/git' }, { pattern: '/usr/bin/rg' }] } };
    });
  });

  for (const [name, steps] of Object.entries(policyJourneys)) test(name, () =>
    withConsole(browser, gateway, {}, ui => steps(ui, gateway, operator)));

  test('what nobody here knows is still there after saving', () => withConsole(browser, gateway, {}, async ui => {
    await changePolicy(operator, file => {
      file.later = { mood: ['calm', 1] };
      file.agents.main.unknown = { a: null };
      file.agents.main.allowlist[0].note = 'kept';
      file.agents.gone = { ask: 'of tomorrow' };
    });
    const before = (await operator.call('exec.approvals.get')).file;
    const policy = policyOn(ui, gateway);
    await policy.open();
    await policy.set('Ask', 'Defaults', 'always');
    await policy.save();
    await policy.isSaved();
    const { file } = await operator.call('exec.approvals.get');
    before.defaults.ask = 'always';
    assert.deepEqual(file, before);
  }));

  test('edits survive a reload, and a visit to another page', () => withConsole(browser, gateway, {}, async ui => {
    const policy = policyOn(ui, gateway);
    await policy.open();
    await policy.set('Security', 'Defaults', 'deny');
    await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Chat/ }).click();
    await ui.composer.waitFor();
    await changePolicy(operator, file => { file.agents.main.ask = 'always'; });
    await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Approvals/ }).click();
    await policy.sees('Someone else has changed this policy meanwhile.');
    await policy.sees('1 change, not saved');
    await ui.page.reload();
    await policy.isShown();
    await policy.sees('1 change, not saved');
    await becomes(() => policy.setting('Security', 'Defaults').inputValue(), value => value === 'deny', 'the edit is there');
    await policy.save();
    await policy.isSaved();
    const { file } = await operator.call('exec.approvals.get');
    assert.equal(file.defaults.security, 'deny');
    assert.equal(file.agents.main.ask, 'always');
  }));

  test('five hundred entries are quick to filter', () => withConsole(browser, gateway, {}, async ui => {
    await changePolicy(operator, file => {
      file.agents.main.allowlist = Array.from({ length: 500 }, (_, i) => ({ pattern: `/usr/local/bin/tool-${String(i).padStart(3, '0')}` }));
    });
    const policy = policyOn(ui, gateway);
    await policy.open();
    await ui.page.getByRole('searchbox', { name: 'Filter the allowlist' }).fill('tool-4 77');
    await policy.sees('/usr/local/bin/tool-477');
    const rows = ui.page.getByRole('list', { name: /^Allowlist, / }).getByRole('listitem');
    await becomes(() => rows.count(), count => count === 1, 'one is left');
    await ui.page.getByRole('button', { name: 'Remove /usr/local/bin/tool-477' }).click();
    await policy.save();
    await policy.isSaved();
    assert.equal(patterns((await operator.call('exec.approvals.get')).file, 'main').length, 499);
  }));

  test('the policy of a node is read, and one that is away says so', () => withConsole(browser, gateway, {}, async ui => {
    const policy = policyOn(ui, gateway);
    await policy.open();
    const there = 'Workshop Pi';
    const isAway = name => name.includes('(offline)');
    const names = await becomes(() => policy.target.locator('option').allInnerTexts(), names => names.some(isAway) && names.includes(there), 'the nodes are listed');
    const away = names.find(isAway);
    await policy.target.selectOption({ label: away });
    await policy.sees('This node is not connected');
    await policy.target.selectOption({ label: there });
    await policy.isShown();
    await policy.set('Security', 'Defaults', 'allowlist');
    await policy.save();
    await policy.isSaved();
    await ui.button('Read again').click();
    await becomes(() => policy.setting('Security', 'Defaults').inputValue(), value => value === 'allowlist', 'it was read again');
  }));
});
