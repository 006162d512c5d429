// Talking with an agent: what a reply can be, and where it is said.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { difference } from '../harness/transcript.mjs';

let browser, gateway;
before(async () => { browser = await launchBrowser(); gateway = await startDemoGateway(); });
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

const SESSION = 'agent:main:chat';
const journey = (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
  await ui.openConnected({ session: SESSION });
  await steps(ui);
}));
const same = (ui, session = SESSION) => becomes(async () => difference(await ui.whole(), await gateway.history(session)), found => found === null, 'the page shows what the gateway holds');

journey('thinking is shown folded and opens', async ui => {
  await ui.send('think about tides');
  await ui.isQuiet();
  // Not every gateway streams thoughts; each keeps them.
  await ui.page.reload();
  await ui.isReady();
  const thinking = ui.thinking.last();
  await thinking.waitFor();
  assert.equal(await thinking.evaluate(details => details.open), false);
  await thinking.locator('summary').click();
  await becomes(() => thinking.evaluate(details => details.open), Boolean, 'it opens');
  await same(ui);
});

journey('a tool card lives from its start to its result', async ui => {
  await ui.send('slow tool');
  await ui.toolCards.and(ui.page.locator('[data-phase="running"]')).first().waitFor();
  await ui.toolCards.and(ui.page.locator('[data-phase="done"]')).first().waitFor();
  await ui.isQuiet();
  await becomes(() => ui.toolCards.and(ui.page.locator('[data-phase="running"]')).count(), count => count === 0, 'none runs any more');
  const cards = await ui.toolCards.count();
  await ui.page.reload();
  await ui.isReady();
  await becomes(() => ui.toolCards.count(), count => count === cards, `${cards} cards`);
});

journey('an error says so in the transcript and the next message works', async ui => {
  await ui.send('fail now');
  await ui.transcript.locator('[data-end="error"]').waitFor();
  await ui.isQuiet();
  await ui.send('hello');
  await ui.replies.last().waitFor();
  await ui.isQuiet();
});

journey('a stopped reply keeps what was said, once', async ui => {
  await ui.send('flood 3000 every 5ms');
  await ui.seeLive('w39');
  await ui.stop();
  await ui.isQuiet();
  await same(ui);
  await becomes(() => ui.replies.filter({ hasText: 'w39' }).count(), count => count === 1, 'once');
});

journey('a silent reply leaves nothing behind', async ui => {
  await ui.send('say nothing');
  await becomes(() => gateway.history(SESSION).catch(() => []), rows => JSON.stringify(rows).includes('NO_REPLY'), 'the agent has kept silent');
  await gateway.isIdle(SESSION);
  await ui.isStill();
  await same(ui);
  assert.equal(await ui.transcript.getByText('NO_REPLY').count(), 0);
});

journey('an empty reply ends the run', async ui => {
  await ui.send('empty');
  await ui.transcript.locator('[data-end="empty"]').waitFor();
  await ui.isQuiet();
  await ui.send('hello');
  await ui.isQuiet();
  await same(ui);
});

journey('a new session begins empty and the old one stays', async ui => {
  await ui.send('hello');
  await ui.isQuiet();
  await ui.newSession();
  await becomes(() => ui.articles.count(), count => count === 0, 'the transcript is empty');
  await ui.send('a fresh start');
  await ui.replies.last().waitFor();
  await ui.isQuiet();
});

journey('the session picker changes the transcript', async ui => {
  await ui.pickSession('agent:main:main');
  await becomes(() => ui.articles.count(), count => count > 2, 'the other session is shown');
  await becomes(() => Promise.resolve(ui.page.url()), url => url.includes('session=agent%3Amain%3Amain'), 'the address names the session');
});

journey('model and thinking level are the session’s own', async ui => {
  await ui.send('hello');
  await ui.isQuiet();
  const model = ui.page.getByRole('combobox', { name: 'Model' });
  const thinking = ui.page.getByRole('combobox', { name: 'Thinking' });
  await ui.openSettings();
  const choice = await model.locator('option').nth(2).getAttribute('value');
  await model.selectOption(choice);
  await thinking.selectOption('high');
  // What is chosen last is kept last.
  const operator = await connectOperator(gateway.origin);
  const kept = async () => (await operator.call('sessions.list', { search: SESSION })).sessions.find(({ key }) => key === SESSION);
  await becomes(kept, row => row?.thinkingLevel === 'high', 'the gateway has it');
  operator.close();
  await ui.page.reload();
  await ui.isReady();
  await ui.openSettings();
  await becomes(() => model.inputValue(), value => value === choice, 'the model is kept');
  await becomes(() => thinking.inputValue(), value => value === 'high', 'the level is kept');
});

journey('a draft belongs to its session and outlives a reload', async ui => {
  await ui.type('unfinished here');
  await ui.pickSession('agent:main:main');
  await becomes(() => ui.composer.inputValue(), value => value === '', 'the other session has no draft');
  await ui.type('and there');
  await ui.page.goto(ui.address(SESSION, ''));
  await ui.isReady();
  await becomes(() => ui.composer.inputValue(), value => value === 'unfinished here', 'the draft is back');
});

journey('runs started elsewhere appear', async ui => {
  const other = await ui.page.context().newPage();
  const { consoleOn } = await import('../harness/console.mjs');
  const elsewhere = consoleOn(other, gateway, ui.guards);
  await elsewhere.openConnected({ session: SESSION });
  await elsewhere.send('flood 120 every 25ms');
  await ui.seeReply('w119');
  await ui.isQuiet();
  await same(ui);
  await other.close();
});

journey('a reload in the middle of a run goes on with it', async ui => {
  await ui.send('flood 600 every 5ms');
  await ui.seeLive('w39');
  await ui.page.reload();
  await ui.isReady();
  await ui.seeReply('w599');
  await ui.isQuiet();
  await same(ui);
});

journey('Enter sends, Shift+Enter breaks the line, and Enter that ends a composition does neither', async ui => {
  await ui.composer.fill('first');
  await ui.composer.press('Shift+Enter');
  await ui.composer.pressSequentially('second');
  assert.equal(await ui.composer.inputValue(), 'first\nsecond');
  await ui.composer.evaluate(area => {
    area.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', isComposing: true, keyCode: 229, bubbles: true, cancelable: true }));
    area.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  });
  assert.equal(await ui.composer.inputValue(), 'first\nsecond');
  assert.equal(await ui.mine.count(), 0);
  await ui.composer.press('Enter');
  await ui.mine.filter({ hasText: 'second' }).waitFor();
  assert.equal(await ui.composer.inputValue(), '');
  await ui.isQuiet();
});
