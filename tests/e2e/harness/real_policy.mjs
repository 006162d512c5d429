// The policy editor on a real gateway: what is saved on the page is what the gateway holds, and what a second operator
// saved in between is still there afterwards.
import assert from 'node:assert/strict';
import { changePolicy, patterns, policyBecomes, policyOn } from './policy.mjs';

/** Each takes a console and a second operator. */
export const policyJourneys = {
  async 'a policy is edited, saved and read back by a second operator'(ui, gateway, operator) {
    await changePolicy(operator, file => {
      file.defaults = {};
      file.agents = { main: { allowlist: [{ pattern: '/usr/bin/git' }] } };
    });
    const before = await operator.call('exec.approvals.get');
    const policy = policyOn(ui, gateway);
    await policy.open();
    await policy.set('Security', 'Defaults', 'allowlist');
    await policy.set('Ask', 'Defaults', 'on-miss');
    const who = await mainName(ui, operator);
    await policy.add(who, '/opt/**/tool');
    await policy.test('/opt/a/b/tool --x');
    await policy.verdicts.getByText('/opt/a/b/tool: matched by /opt/**/tool').first().waitFor();
    await ui.button('Review changes').click();
    await ui.page.getByRole('dialog').getByText('/opt/**/tool').waitFor();
    await ui.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await policy.isSaved();
    const { file } = await operator.call('exec.approvals.get');
    assert.equal(file.defaults.security, 'allowlist');
    assert.equal(file.defaults.ask, 'on-miss');
    assert.deepEqual(patterns(file, 'main'), ['/usr/bin/git', '/opt/**/tool']);
    assert.equal(file.agents.main.allowlist[0].id, before.file.agents.main.allowlist[0].id);
    assert.deepEqual(file.socket, before.file.socket);
  },

  async 'a second operator saves in between, and the edits of both are there'(ui, gateway, operator) {
    await changePolicy(operator, file => {
      file.defaults = { security: 'deny' };
      file.agents = { main: { allowlist: [{ pattern: '/usr/bin/git' }] } };
    });
    const policy = policyOn(ui, gateway);
    await policy.open();
    const who = await mainName(ui, operator);
    await policy.add(who, '/usr/bin/mine');
    await policy.set('Security', 'Defaults', 'full');
    await changePolicy(operator, file => {
      file.agents.main.allowlist.push({ pattern: '/usr/bin/theirs' });
      file.defaults.security = 'allowlist';
    });
    await policy.save();
    await ui.page.getByRole('heading', { name: 'Both of you have changed this' }).waitFor();
    await ui.page.getByRole('radio', { name: /^Mine/ }).check();
    await ui.button('Go on with these').click();
    await policy.list(who).getByText('/usr/bin/theirs').waitFor();
    await policy.save();
    await policy.isSaved();
    const file = await policyBecomes(operator, file => file.defaults?.security === 'full', 'mine was chosen');
    assert.deepEqual(patterns(file, 'main'), ['/usr/bin/git', '/usr/bin/theirs', '/usr/bin/mine']);
  },
};

/** What the page calls the agent `main`, once it has heard of its name. */
async function mainName(ui, operator) {
  const { identity, name } = (await operator.call('agents.list')).agents.find(({ id }) => id === 'main');
  const called = identity?.name || name || 'main';
  const who = called === 'main' ? called : `${called} (main)`;
  await ui.page.getByRole('combobox', { name: `Security, ${who}`, exact: true }).waitFor();
  return who;
}
