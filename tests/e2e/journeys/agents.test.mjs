// Agents and their files: who they are and what they do, texts that are edited and kept, changes of others that are
// noticed before anything is written over them.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { agentsPage } from '../harness/agents_page.mjs';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { GATEWAY_GONE } from '../harness/guards.mjs';
import { connectOperator } from '../harness/operator.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) describe(`agents of ${profile}`, () => {
  const isEarly = profile === '2026.2.6-3';
  let browser, gateway, operator;
  before(async () => {
    browser = await launchBrowser();
    gateway = await startDemoGateway({ profile });
  });
  beforeEach(async () => {
    await gateway.reset();
    // Who came before a reset hears nothing after it.
    operator = await connectOperator(gateway.origin);
  });
  afterEach(() => operator?.close());
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  const journey = (name, steps, look = {}) =>
    test(name, () => withConsole(browser, gateway, look, ui => steps(ui, agentsPage(ui, gateway))));
  const onDisk = async (file, agent = 'main') => (await gateway.order('agent-file', { agent, file })).content;
  const elsewhere = (file, content, agent = 'main') => gateway.order('agent-file', { agent, file, content });
  const holds = (file, words, agent) => becomes(() => onDisk(file, agent), text => text?.includes(words), `${file} holds ${words}`);

  journey('the list says who there is, and the detail what is known', async (ui, agents) => {
    await agents.open();
    for (const name of ['Mira', 'Scout', 'Smith']) await agents.row(name).waitFor();
    await agents.row('Mira').filter({ hasText: 'Default' }).waitFor();
    await agents.row('Scout').click();
    await agents.detail.getByRole('heading', { name: 'Scout', exact: true }).waitFor();
    await agents.detail.getByText('curious researcher').waitFor();
    await agents.file('SOUL.md').waitFor();
    const ways = ui.page.getByRole('navigation', { name: 'More of this agent' });
    for (const [name, to] of [['Chat', 'chat?session=agent%3Ascout%3Amain'], ['Sessions', 'sessions?agent=scout'], ['Skills', 'skills?agent=scout'], ['Cron', 'cron?agent=scout'], ['Approval policy', 'approvals?agent=scout']]) {
      await ways.getByRole('link', { name, exact: true }).and(ui.page.locator(`[href$="${to}"]`)).waitFor();
    }
    await ways.getByRole('link', { name: 'Sessions' }).click();
    await ui.page.getByRole('grid').waitFor();
  });

  journey('an agent at work is seen to work, and to rest again', async (ui, agents) => {
    await agents.open('?agent=main');
    await agents.row('Mira').waitFor();
    await operator.say('agent:main:desk', 'hello');
    const said = operator.say('agent:main:desk', 'flood 1500 every 4ms');
    await agents.row('Mira').filter({ hasText: /Working in \d+ session/ }).waitFor();
    await said;
    await agents.row('Mira').filter({ hasText: /Active/ }).waitFor();
  });

  journey('a file is edited, read as it will read, and saved by keys', async (ui, agents) => {
    await agents.openFile('main', 'SOUL.md');
    await agents.append('\n\n## Tides\n\nKnow the **tide tables**.\n');
    await agents.preview.getByRole('heading', { name: 'Tides' }).waitFor();
    await agents.preview.locator('strong', { hasText: 'tide tables' }).waitFor();
    await agents.editor.press('Control+s');
    await agents.isSaved();
    await holds('SOUL.md', 'tide tables');
    await ui.page.getByRole('article', { name: 'SOUL.md' }).getByRole('link', { name: 'Mira' }).click();
    await agents.file('SOUL.md').waitFor();
    assert.equal(await agents.file('SOUL.md').filter({ hasText: 'Not saved' }).count(), 0);
  });

  journey('a text waits through other pages and a reload', async (ui, agents) => {
    await agents.openFile('main', 'USER.md');
    await agents.append('\n- Fears: fog\n');
    await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
    await ui.page.getByRole('heading', { name: 'Agents' }).first().waitFor();
    await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Agents' }).click();
    await agents.file('USER.md').filter({ hasText: 'Not saved' }).click();
    await agents.sees('What you typed earlier and did not save is here again.');
    await agents.preview.getByText('Fears: fog').waitFor();
    await ui.page.reload();
    await agents.isOpen();
    await agents.preview.getByText('Fears: fog').waitFor();
    assert.ok(!(await onDisk('USER.md')).includes('fog'));
    await agents.save();
    await agents.isSaved();
    await holds('USER.md', '- Fears: fog');
  });

  journey('a change of somebody else is noticed before it is written over, and merged', async (ui, agents) => {
    await agents.openFile('main', 'AGENTS.md');
    const before = await onDisk('AGENTS.md');
    await agents.append('\nMine at the end.\n');
    await elsewhere('AGENTS.md', `Theirs at the top.\n\n${before}`);
    await agents.save();
    await agents.sees('This file was changed elsewhere while you edited it');
    assert.ok(!(await onDisk('AGENTS.md')).includes('Mine'), 'nothing is written over');
    await ui.page.getByRole('region', { name: 'Both versions side by side' }).getByText('Theirs at the top.').waitFor();
    await ui.button('Merge both').click();
    await agents.sees('Both versions are one text now.');
    await agents.save();
    await agents.isSaved();
    const text = await holds('AGENTS.md', 'Mine at the end.');
    assert.ok(text.startsWith('Theirs at the top.\n'), text);
  });

  journey('where both changed the same place, either side is taken whole and nothing is lost before', async (ui, agents) => {
    await agents.openFile('main', 'SOUL.md');
    await agents.prepend('Mine first.\n');
    await elsewhere('SOUL.md', 'All is theirs.\n');
    await agents.save();
    await agents.sees('This file was changed elsewhere while you edited it');
    await ui.button('Keep mine').click();
    await agents.preview.getByText('Mine first.').waitFor();
    await agents.save();
    await agents.isSaved();
    assert.ok((await holds('SOUL.md', 'Mine first.')).includes('Be brief.'));
    await agents.append('\nMine again.\n');
    await elsewhere('SOUL.md', 'All is theirs, again.\n');
    await agents.save();
    await ui.button('Take theirs').click();
    await agents.dialog.getByRole('button', { name: 'Take theirs' }).click();
    await agents.preview.getByText('All is theirs, again.').waitFor();
    assert.equal(await onDisk('SOUL.md'), 'All is theirs, again.\n');
    assert.ok(await ui.button('Save').isDisabled());
  });

  journey('a file that was read and not edited is shown as it is now', async (ui, agents) => {
    await agents.openFile('main', 'USER.md');
    await agents.preview.getByText('Likes: short answers').waitFor();
    await elsewhere('USER.md', '# Somebody else\n');
    await operator.say('agent:main:desk', 'hello');
    await agents.preview.getByRole('heading', { name: 'Somebody else' }).waitFor();
    await agents.sees('It was changed elsewhere and is shown as it is now.');
  });

  journey('a missing file is made', async (ui, agents) => {
    await agents.open('?agent=main');
    await agents.file('MEMORY.md').filter({ hasText: 'Create' }).click();
    await agents.sees('This file does not exist yet.');
    await agents.isOpen();
    await agents.append('# Remember\n');
    await ui.button('Create').click();
    await agents.isSaved();
    assert.equal(await onDisk('MEMORY.md'), '# Remember\n');
    await ui.button('Save').waitFor();
  });

  journey('edits go on without a connection and are saved when it is back', async (ui, agents) => {
    ui.guards.expect(...GATEWAY_GONE);
    await agents.openFile('main', 'USER.md');
    await gateway.order('restart', { ms: 1500 });
    await agents.sees('Not connected. Go on writing');
    await agents.append('\nWritten at sea.\n');
    assert.ok(await ui.button('Save').isDisabled());
    await ui.isConnected();
    await agents.save();
    await agents.isSaved();
    await holds('USER.md', 'Written at sea.');
  });

  journey('a name the gateway refuses is told, and so is an agent it does not know', async (ui, agents) => {
    await agents.open('?agent=main&file=SECRETS.md');
    await agents.sees('unsupported file "SECRETS.md"');
    await agents.open('?agent=nobody');
    await agents.sees('This gateway knows no such agent');
  });

  journey('on a phone one thing comes after the other', async (ui, agents) => {
    await agents.open();
    await agents.row('Smith').click();
    await agents.detail.getByRole('heading', { name: 'Smith', exact: true }).waitFor();
    await agents.row('Mira').waitFor({ state: 'hidden' });
    await agents.file('SOUL.md').click();
    await agents.isOpen();
    await ui.button('Read').click();
    await agents.preview.getByText('You are').waitFor();
    await agents.editor.waitFor({ state: 'hidden' });
    const wide = await ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
  }, PHONE);

  if (isEarly) {
    journey('where agents are made in the configuration, the page says so', async (ui, agents) => {
      await agents.open('?agent=scout');
      await agents.detail.getByText('This gateway makes, changes and deletes agents in its configuration.').waitFor();
      assert.equal(await ui.button('New agent').count(), 0);
    });
    return;
  }

  journey('an agent is made, changed and deleted', async (ui, agents) => {
    await agents.open();
    await ui.button('New agent').click();
    const field = name => agents.dialog.getByRole('textbox', { name });
    await field('Name').fill('Night Watch');
    await agents.dialog.getByText('Its id will be night-watch.').waitFor();
    await field('Emoji').fill('🦉');
    await agents.dialog.getByRole('button', { name: 'Create agent' }).click();
    await agents.detail.getByRole('heading', { name: 'Night Watch', exact: true }).waitFor();
    await agents.detail.getByText('/home/operator/ws-night-watch').first().waitFor();
    await ui.button('Edit').click();
    await field('Name').fill('Owl');
    await agents.dialog.getByRole('button', { name: 'Save' }).click();
    await agents.detail.getByRole('heading', { name: 'Owl', exact: true }).waitFor();
    await agents.row('Owl').filter({ hasText: '🦉' }).waitFor();
    await ui.button('Delete').click();
    const verb = agents.dialog.getByRole('button', { name: 'Delete agent' });
    assert.ok(await verb.isDisabled(), 'not before its id is typed');
    await agents.dialog.getByRole('textbox', { name: 'Type night-watch to delete it' }).fill('night-watch');
    await verb.click();
    await agents.dialog.getByText('The agent is out of the configuration.').waitFor();
    await agents.dialog.getByRole('button', { name: 'Close' }).last().click();
    await agents.row('Owl').waitFor({ state: 'detached' });
    await agents.row('Mira').waitFor();
    const { agents: left } = await operator.call('agents.list');
    assert.deepEqual(left.map(({ id }) => id), ['main', 'scout', 'smith']);
  });

  journey('what a gateway refuses is told in the form, and the form stays', async (ui, agents) => {
    await agents.open();
    await ui.button('New agent').click();
    await agents.dialog.getByRole('textbox', { name: 'Name' }).fill('Scout');
    await agents.dialog.getByRole('button', { name: 'Create agent' }).click();
    await agents.dialog.getByRole('alert').getByText('already exists').waitFor();
  });

  // The guards of every journey fail at the first request to another origin.
  journey('a picture on another server is not fetched', async (ui, agents) => {
    await operator.call('agents.update', { agentId: 'scout', avatar: 'https://example.org/scout.png' });
    await agents.open('?agent=scout');
    await agents.detail.getByText('This console fetches nothing from elsewhere').waitFor();
    await agents.row('Scout').filter({ hasText: '🔭' }).waitFor();
  });

  journey('files that another agent uses cannot go with this one', async (ui, agents) => {
    await operator.call('agents.update', { agentId: 'scout', workspace: '/home/operator/ws' });
    await agents.open('?agent=scout');
    await ui.button('Delete').click();
    await agents.dialog.getByText('Its files have to stay: Mira uses the same folder.').waitFor();
    assert.ok(await agents.dialog.getByRole('checkbox').isDisabled());
  });
});
