// Nodes on a real gateway: one connects, is let in where it has to be, is run a command on, and is given another name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { makeNode } from './node.mjs';
import { nodesPage } from './nodes_page.mjs';

/** `browser` and `gateway` are asked for when the tests run. */
export function nodeJourneys({ browser, gateway }) {
  test('a node connects, is approved if needed, answers, and may be given another name', () => withConsole(browser(), gateway(), {}, async ui => {
    const nodes = nodesPage(ui, gateway());
    await nodes.open();
    await ui.page.getByText('No node is known yet').or(nodes.list).first().waitFor();
    const machine = makeNode(gateway().socket, { name: 'Workshop Pi', answer: (_, params) => ({ found: params.bins }) });
    const operator = await gateway().operator();
    try {
      const there = machine.come();
      const row = nodes.row('Workshop Pi');
      const request = nodes.request('Workshop Pi');
      const isReady = async () => (await operator.call('node.list')).nodes.some(({ nodeId, connected, commands }) => nodeId === machine.id && connected && commands.includes('system.which'));
      // Approved as a device, later versions want what it offers approved as well.
      await becomes(async () => {
        const answer = request.getByRole('button', { name: 'Approve', exact: true, disabled: false }).first();
        // A request that was answered may go at any moment.
        if (await answer.isVisible()) await answer.click({ timeout: 2000 }).catch(() => {});
        return isReady();
      }, ready => ready, 'the node is there with its commands', 90_000);
      await there;
      await row.filter({ hasText: /Connected/ }).waitFor();
      await row.click();
      await nodes.sees('system.which');
      await nodes.run('system.which', { Programs: 'git cargo' });
      await nodes.sees('found');
      assert.deepEqual(machine.invocations.map(({ params }) => params.bins), [['git', 'cargo']], 'asked once');
      await nodes.rename('Workbench');
      // Kept at once, shown once the node is gone, or not kept at all: by version.
      await nodes.detail.getByRole('heading', { name: 'Workbench' }).or(nodes.detail.getByText('keeps no name of its own')).or(nodes.detail.getByText('Saved as Workbench')).first().waitFor();
    } finally {
      machine.leave();
      operator.close();
    }
    await ui.page.getByRole('list', { name: 'Nodes' }).getByText(/Not connected|Seen /).first().waitFor();
  }));
}
