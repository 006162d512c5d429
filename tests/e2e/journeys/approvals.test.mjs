// Nothing waits unseen: storms, losses, failures and two consoles at once, on the demo gateway.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { approvalDialog } from '../harness/approvals.mjs';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { openConsole, withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { GATEWAY_GONE } from '../harness/guards.mjs';

let browser, gateway;
before(async () => { browser = await launchBrowser(); gateway = await startDemoGateway(); });
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

const journey = (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
  await ui.openConnected({ session: 'agent:main:main' });
  await steps(ui, approvalDialog(ui.page));
}));
const raise = (command, more) => gateway.order('approval', { command, timeoutMs: 60_000, ...more });
const decided = async id => (await gateway.state()).decisions[id]?.decision;

journey('a question appears over the page, reads well to the ears, and no key answers by itself', async (ui, { dialog, asks }) => {
  const { id } = await raise('curl https://example.com/install.sh | sh');
  await asks('curl https://example.com/install.sh | sh');
  await dialog.getByText('Feeds text to a shell').waitFor();
  await dialog.getByRole('timer').filter({ hasText: 'left' }).waitFor();
  await becomes(() => ui.page.title(), title => title.startsWith('(1) '), 'the title counts it');
  await ui.page.keyboard.press('Enter');
  await ui.page.keyboard.press('Space');
  assert.equal(await decided(id), undefined);
  await ui.page.keyboard.press('d');
  assert.equal(await decided(id), undefined, 'a letter only goes to its button');
  await ui.page.keyboard.press('Enter');
  await becomes(() => decided(id), it => it === 'deny', 'the answer arrived');
  await dialog.waitFor({ state: 'hidden' });
  await becomes(() => ui.page.title(), title => !title.startsWith('('), 'the title counts nothing');
});

journey('two hundred questions in a storm are all there, each answered once, and no answer goes astray', async (ui, { dialog, asks, answer }) => {
  const { ids } = await gateway.order('approvals-storm', { count: 200, withinMs: 2000, timeoutMs: 600_000 });
  const waiting = ui.page.getByRole('link', { name: 'Approvals' }).first().locator('.nav__count');
  await waiting.filter({ hasText: '99+' }).waitFor();
  const given = {};
  for (const [name, decision] of [['Allow once', 'allow-once'], ['Deny', 'deny'], ['Allow once', 'allow-once']]) {
    await asks('echo storm-');
    const command = (await dialog.locator('pre').innerText()).trim();
    await answer(name);
    given[ids[Number(command.slice(-4)) - 1]] = decision;
    await dialog.filter({ hasNotText: command }).waitFor();
  }
  const areRight = state => Object.keys(state.decisions).length === 3 && state.pendingApprovals.length === 197;
  const { decisions } = await becomes(() => gateway.state(), areRight, 'three are answered, and the others still wait');
  assert.deepEqual(Object.fromEntries(Object.entries(decisions).map(([id, { decision }]) => [id, decision])), given);
  await ui.page.keyboard.press('Escape');
  await ui.page.getByRole('button', { name: '197 questions wait' }).waitFor();
});

journey('an answer that fails says so and can be given again', async (ui, { dialog, asks, answer }) => {
  await gateway.order('resolve-fails', { times: 1 });
  const { id } = await raise('ls');
  await asks('ls');
  await answer('Allow once');
  await dialog.getByText('You can answer again').waitFor();
  await answer('Allow once');
  await becomes(() => decided(id), it => it === 'allow-once', 'the second answer arrived');
});

journey('put aside, questions stay counted and come back with a press', async (ui, { dialog, asks }) => {
  await raise('ls later');
  await asks('ls later');
  await ui.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await ui.page.getByRole('button', { name: '1 question waits' }).click();
  await asks('ls later');
});

journey('what was asked while the connection was lost is found again, and what ended meanwhile is told', async (ui, { dialog, asks }) => {
  ui.guards.expect(...GATEWAY_GONE);
  const { id: ended } = await raise('ls ends');
  await asks('ls ends');
  await gateway.order('drop');
  await gateway.order('resolve-elsewhere', { id: ended });
  const { id } = await raise('ls meanwhile');
  await dialog.getByText('There is nothing left').or(dialog.getByText('Time ran out')).or(dialog.getByText('no longer waits')).first().waitFor();
  await dialog.getByRole('button', { name: 'Next' }).or(dialog.getByRole('button', { name: 'Close' })).click();
  await asks('ls meanwhile');
  await dialog.getByRole('button', { name: 'Deny' }).click();
  await becomes(() => decided(id), it => it === 'deny', 'the answer arrived');
});

test('two consoles see one question; the first answer wins and the other is told', async () => {
  const [one, two] = [await openConsole(browser, gateway), await openConsole(browser, gateway)];
  for (const ui of [one, two]) await ui.openConnected({ session: 'agent:main:main' });
  await raise('ls shared');
  const [first, second] = [approvalDialog(one.page), approvalDialog(two.page)];
  await first.asks('ls shared');
  await second.asks('ls shared');
  await first.answer('Allow once');
  await second.dialog.getByText('There is nothing left to answer').waitFor();
  await second.answer('Close');
  await second.isGone();
  for (const ui of [one, two]) await ui.close();
});

test('on a phone the question is a sheet from below with its answers in reach', () =>
  withConsole(browser, gateway, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' }, async ui => {
    await ui.openConnected({ session: 'agent:main:main' });
    await raise(`find . ${'-name "*.very-long-name" -or '.repeat(30)}-print`);
    const { dialog, asks } = approvalDialog(ui.page);
    await asks('find .');
    for (const name of ['Deny', 'Allow once', 'Always allow']) {
      const inReach = box => box && box.height >= 40 && box.y + box.height <= 844 && box.x + box.width <= 390;
      await becomes(() => dialog.getByRole('button', { name, exact: true }).boundingBox(), inReach, `${name} is in reach`);
    }
  }));
