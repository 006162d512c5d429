// Agents on a real gateway: a file is edited and found changed on disk, a change on disk is noticed before it is written
// over, a missing file is made; where the version can, an agent is made, changed and deleted.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { agentsPage } from './agents_page.mjs';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { GATEWAY_GONE } from './guards.mjs';
import { startRealGateway } from './real_gateway.mjs';
import { dist } from './settings.mjs';

/** `browser` is asked for when the tests run. The gateway is one of their own: making agents writes its configuration. */
export function agentJourneys({ version, browser }) {
  const isEarly = version === '2026.2.6-3';
  let gateway;
  before(async () => {
    gateway = await startRealGateway(version, { uiRoot: dist(), uiBase: '/ops' });
    // Its folder is furnished with the first turn, at the latest.
    const operator = await gateway.operator();
    await operator.say('agent:main:journey', 'hello');
    operator.close();
  });
  after(() => gateway?.close());

  const place = name => path.join(gateway.state, 'workspace', name);
  const onDisk = name => fs.readFileSync(place(name), 'utf8');
  const journey = (name, steps) => test(`agents: ${name}`, () => withConsole(browser(), gateway, {}, async ui => {
    ui.guards.expect(...GATEWAY_GONE);
    await steps(ui, agentsPage(ui, gateway));
  }));
  /** After a write of the configuration a gateway may restart: the page goes on by itself. */
  const slowly = { timeout: 60_000 };

  journey('a file is edited and found changed on disk, nothing else', async (ui, agents) => {
    const before = onDisk('SOUL.md');
    await agents.open('?agent=main');
    await agents.file('SOUL.md').click();
    await agents.isOpen();
    await agents.append('\n## Tides\n\nKnow the tide tables.\n');
    await agents.preview.getByRole('heading', { name: 'Tides' }).waitFor();
    await agents.editor.press('Control+s');
    await agents.isSaved();
    assert.equal(onDisk('SOUL.md'), `${before}\n## Tides\n\nKnow the tide tables.\n`);
  });

  journey('a change on disk is noticed before it is written over, and merged', async (ui, agents) => {
    await agents.openFile('main', 'AGENTS.md');
    const before = onDisk('AGENTS.md');
    await agents.append('\nMine at the end.\n');
    fs.writeFileSync(place('AGENTS.md'), `Theirs at the top.\n\n${before}`);
    await agents.save();
    await agents.sees('This file was changed elsewhere while you edited it');
    assert.equal(onDisk('AGENTS.md'), `Theirs at the top.\n\n${before}`, 'nothing is written over');
    await ui.button('Merge both').click();
    await agents.sees('Both versions are one text now.');
    await agents.save();
    await agents.isSaved();
    assert.equal(onDisk('AGENTS.md'), `Theirs at the top.\n\n${before}\nMine at the end.\n`);
  });

  journey('lines that end as on Windows still do after an edit', async (ui, agents) => {
    fs.writeFileSync(place('USER.md'), '# User\r\n\r\n- Jo\r\n');
    await agents.openFile('main', 'USER.md');
    await agents.append('- Likes walks\n');
    await agents.save();
    await agents.isSaved();
    assert.equal(onDisk('USER.md'), '# User\r\n\r\n- Jo\r\n- Likes walks\r\n');
  });

  journey('a missing file is made', async (ui, agents) => {
    await agents.open('?agent=main');
    await agents.file('MEMORY.md').filter({ hasText: 'Create' }).click();
    await agents.isOpen();
    await agents.append('# Remember\n');
    await ui.button('Create').click();
    await agents.isSaved();
    assert.equal(onDisk('MEMORY.md'), '# Remember\n');
  });

  if (isEarly) return;

  journey('an agent is made, changed and deleted', async (ui, agents) => {
    const folder = path.join(gateway.state, 'owl');
    const field = name => agents.dialog.getByRole('textbox', { name });
    const config = () => {
      const { agents } = JSON.parse(fs.readFileSync(path.join(gateway.state, 'openclaw.json'), 'utf8'));
      return agents.entries ?? Object.fromEntries((agents.list ?? []).map(({ id, ...entry }) => [id, entry]));
    };
    await agents.open();
    await ui.button('New agent').click();
    await field('Name').fill('Night Watch');
    await field('Emoji').fill('🦉');
    await field('Folder on the gateway’s machine').fill(folder);
    await agents.dialog.getByRole('button', { name: 'Create agent' }).click();
    await agents.detail.getByRole('heading', { name: 'Night Watch', exact: true }).waitFor(slowly);
    await becomes(config, entries => entries['night-watch']?.workspace === folder, 'it stands in the configuration', 60_000);
    assert.ok(fs.existsSync(path.join(folder, 'SOUL.md')), 'its folder is furnished');
    await ui.isConnected();
    await ui.button('Edit').click();
    await field('Name').fill('Owl');
    await agents.dialog.getByRole('button', { name: 'Save' }).click();
    await agents.detail.getByRole('heading', { name: 'Owl', exact: true }).waitFor(slowly);
    await becomes(config, entries => entries['night-watch']?.name === 'Owl', 'its name is changed', 60_000);
    await ui.isConnected();
    await ui.button('Delete').click();
    await field('Type night-watch to delete it').fill('night-watch');
    await agents.dialog.getByRole('button', { name: 'Delete agent' }).click();
    await agents.dialog.getByText('The agent is out of the configuration.').waitFor(slowly);
    await agents.dialog.getByRole('button', { name: 'Close' }).last().click();
    await agents.row('Owl').waitFor({ state: 'detached', ...slowly });
    await becomes(config, entries => !entries['night-watch'], 'it is out of the configuration', 60_000);
    assert.ok(fs.existsSync(path.join(folder, 'SOUL.md')), 'its files stay, unless one asks for more');
  });
}
